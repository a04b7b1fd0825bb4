package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configuration of client_java that it does not accept. It reads it once in a JVM. */
class ClientJavaPropertiesTest {
  @ParameterizedTest
  @CsvSource({
    "IO_PROMETHEUS_FOO, x, foo: Unknown property",
    "PROMETHEUS_CONFIG, /no/such/file, /no/such/file",
    "JDK_JAVA_OPTIONS, -Dio.prometheus.foo=x, io.prometheus.foo: Unknown property",
    "JDK_JAVA_OPTIONS, -Dprometheus.config=/no/such/file, /no/such/file",
  })
  void isNamedInOneSentence(String name, String value, String named) throws Exception {
    Process program = start(Map.of(name, value));

    String said = new String(program.getErrorStream().readAllBytes(), UTF_8);

    assertThat(program.waitFor()).isEqualTo(2);
    assertThat(said.lines().filter(line -> !line.startsWith("NOTE: Picked up")))
        .singleElement()
        .asString()
        .startsWith("dax-kmem-exporter: client_java, which makes the metrics, cannot be")
        .contains(named, "Correct or remove");
  }

  private static Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--simulate",
                "--web.listen-address=127.0.0.1:0"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
