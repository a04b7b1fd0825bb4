package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each claim of a table, of the threat model or of the faults, names tests that exist. */
class ClaimsTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

  @ParameterizedTest
  @ValueSource(strings = {"../SECURITY.md", "FAULTS.md"})
  void eachClaimNamesATest(Path document) {
    assertThat(claims(document)).isNotEmpty().allMatch(claim -> TEST.matcher(claim).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../SECURITY.md", "FAULTS.md"})
  void eachTestNamedExists(Path document) throws IOException {
    List<Path> sources = testSources();

    assertThat(claims(document).stream().flatMap(claim -> TEST.matcher(claim).results()))
        .allMatch(
            test ->
                sources.stream()
                    .filter(source -> source.endsWith(test.group(1) + ".java"))
                    .anyMatch(source -> read(source).contains("  void " + test.group(2) + "(")));
  }

  /** The lines of the table below its head. */
  private static List<String> claims(Path document) {
    return read(document).lines().filter(line -> line.startsWith("|")).skip(2).toList();
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
