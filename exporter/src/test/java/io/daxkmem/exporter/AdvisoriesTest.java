package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No library is shipped in a version that .ci/advisories has an advisory for. */
class AdvisoriesTest {
  /** All that is shipped, and what only the tests use. */
  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator));

  private static final Pattern PROTOBUF =
      Pattern.compile("io/prometheus/metrics/shaded/com_google_protobuf_([0-9_]+)/");

  @ParameterizedTest
  @MethodSource("advisories")
  void noLibraryIsAffectedUnlessThatIsAccepted(Advisory advisory) throws IOException {
    assertThat(versions(advisory).stream().filter(advisory::affects).toList())
        .as("versions affected by %s", advisory)
        .hasSize(advisory.accepted() ? 1 : 0);
  }

  /** A name with a mistake would never be found to be affected. */
  @ParameterizedTest
  @MethodSource("advisories")
  void eachLibraryIsShippedOrLeftOut(Advisory advisory) throws IOException {
    String leftOut =
        "<exclusion>[^/]*<groupId>%s</groupId>\\s*<artifactId>%s</artifactId>"
            .formatted(advisory.group(), advisory.artifact());
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(!versions(advisory).isEmpty() || Pattern.compile(leftOut).matcher(pom).find())
        .as("%s", advisory)
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "(,1.5.0) 1.4.9 true",
        "(,1.5.0) 1.5.0 false",
        "(,1.5.0) 1.10.0 false",
        "[2.0.0,2.6.1] 1.7.2 false",
        "[2.0.0,2.6.1] 2.0.0 true",
        "[2.0.0,2.6.1] 2.6.1 true",
        "[2.0.0,2.6.1] 2.6.2 false",
        "(2.0.0,2.6.1] 2.0.0 false",
        "(,2.12.7.1),[2.13.0,2.13.4.2) 2.12.7 true",
        "(,2.12.7.1),[2.13.0,2.13.4.2) 2.12.7.1 false",
        "(,2.12.7.1),[2.13.0,2.13.4.2) 2.13.4.1 true",
        "(,2.12.7.1),[2.13.0,2.13.4.2) 2.22.3 false",
      })
  void rangesAreMavens(String range, String version, boolean affected) {
    assertThat(Advisory.parse("a:b " + range + " CVE-1 x").affects(version)).isEqualTo(affected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b (,1.5.0) CVE-1",
        "a:b 1.5.0 CVE-1 x",
        "a:b [1.0,) CVE-1 x",
        "a:b (,1.0), CVE-1 x",
        "a (,1.5.0) CVE-1 x",
        "a:b (,1.5.0) x",
      })
  void aLineWithAMistakeIsRefused(String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> Advisory.parse(line));
  }

  @Test
  void whatIsShippedIsFound() throws IOException {
    assertThat(versions(Advisory.parse("org.jolokia:jolokia-core (,1) CVE-1 x"))).hasSize(1);
    assertThat(versions(Advisory.parse("com.google.protobuf:protobuf-java (,1) CVE-1 x")))
        .hasSize(1);
    assertThat(versions(Advisory.parse("org.jolokia:jolokia (,1) CVE-1 x"))).isEmpty();
  }

  private static Stream<Advisory> advisories() throws IOException {
    return Files.readAllLines(Path.of("..", ".ci", "advisories")).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(Advisory::parse);
  }

  private static List<String> versions(Advisory advisory) throws IOException {
    if (advisory.artifact().equals("protobuf-java")) {
      return protobuf();
    }
    Pattern version =
        Pattern.compile(
            "/%s/%s/([^/]+)/".formatted(advisory.group().replace('.', '/'), advisory.artifact()));
    return CLASS_PATH.stream()
        .flatMap(jar -> version.matcher(jar).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** client_java has it in packages of its own, in which its version is. */
  private static List<String> protobuf() throws IOException {
    String formats =
        CLASS_PATH.stream()
            .filter(jar -> jar.contains("/prometheus-metrics-exposition-formats/"))
            .findFirst()
            .orElseThrow();
    try (JarFile jar = new JarFile(formats)) {
      return jar.stream()
          .map(entry -> PROTOBUF.matcher(entry.getName()))
          .filter(Matcher::lookingAt)
          .map(version -> version.group(1).replace('_', '.'))
          .distinct()
          .toList();
    }
  }
}
