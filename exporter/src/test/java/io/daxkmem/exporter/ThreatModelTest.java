package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each claim of the threat model names tests that exist. */
class ThreatModelTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  @Test
  void eachClaimNamesATest() throws IOException {
    assertThat(claims()).isNotEmpty().allMatch(claim -> TEST.matcher(claim).find());
  }

  @Test
  void eachTestNamedExists() throws IOException {
    List<Path> sources = testSources();

    assertThat(claims().stream().flatMap(claim -> TEST.matcher(claim).results()))
        .allMatch(
            test ->
                sources.stream()
                    .filter(source -> source.endsWith(test.group(1) + ".java"))
                    .anyMatch(source -> read(source).contains("  void " + test.group(2) + "(")));
  }

  /** The lines of the table below its head. */
  private static List<String> claims() {
    return read(Path.of("..", "SECURITY.md"))
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .toList();
  }

  private static List<Path> testSources() throws IOException {
    try (Stream<Path> exporter = Files.walk(Path.of("src", "test"));
        Stream<Path> mbeans = Files.walk(Path.of("..", "mbeans", "src", "test"))) {
      return Stream.concat(exporter, mbeans).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
