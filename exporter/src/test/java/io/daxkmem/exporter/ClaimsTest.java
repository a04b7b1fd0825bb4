package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each claim of a table, of the threat model or of the faults, names tests that are run. */
class ClaimsTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern SCRIPT = Pattern.compile("`(try-[\\w-]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"../SECURITY.md", "FAULTS.md"})
  void eachClaimNamesATest(Path document) {
    assertThat(claims(document)).isNotEmpty().allMatch(claim -> TEST.matcher(claim).find());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../SECURITY.md", "FAULTS.md"})
  void eachTestNamedIsRun(Path document) throws IOException {
    List<Path> sources = testSources();

    assertThat(named(document, TEST).filter(test -> !isRun(test, sources)).map(MatchResult::group))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../SECURITY.md", "FAULTS.md"})
  void aClaimSaysWithWhichPropertyOnlyItsTestsAreRun(Path document) throws IOException {
    List<Path> sources = testSources();
    String ofAllThatFollow = "";
    for (String claim : claims(document)) {
      if (claim.contains(", as all that follow ")) {
        ofAllThatFollow = claim;
      }
      String said = ofAllThatFollow + claim;
      assertThat(TEST.matcher(claim).results().flatMap(test -> found(test, sources)))
          .flatMap(test -> test.onlyWith().stream().toList())
          .allMatch(property -> said.contains("Only with `-D" + property + "="), claim);
    }
  }

  @Test
  void eachScriptNamedExists() {
    assertThat(
            named(Path.of("../SECURITY.md"), SCRIPT)
                .map(script -> Path.of("packaging", script.group(1))))
        .isNotEmpty()
        .allMatch(Files::isExecutable);
  }

  private static Stream<MatchResult> named(Path document, Pattern pattern) {
    return claims(document).stream().flatMap(claim -> pattern.matcher(claim).results());
  }

  private static boolean isRun(MatchResult test, List<Path> sources) {
    List<TestSource> found = found(test, sources).toList();
    return !found.isEmpty() && found.stream().allMatch(TestSource::isRun);
  }

  private static Stream<TestSource> found(MatchResult test, List<Path> sources) {
    return sources.stream()
        .filter(source -> source.endsWith(test.group(1) + ".java"))
        .flatMap(source -> TestSource.of(read(source), test.group(2)).stream());
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
