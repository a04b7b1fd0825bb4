package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as an agent in another application's JVM. */
class AgentIT {
  private static final Path JAR = Path.of("target", "dax-kmem-exporter.jar");

  @Test
  void theApplicationIsScrapedAndCanEnd() throws Exception {
    int port = freePort();
    Process application = start("127.0.0.1:" + port + ",--simulate=1");
    BufferedReader out = application.inputReader(UTF_8);

    assertThat(out.readLine()).isEqualTo("running, with 1 log handlers and []");
    assertThat(
            new Http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .get("/metrics")
                .body())
        .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n");
    application.getOutputStream().close();

    assertThat(application.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(application.exitValue()).isZero();
    assertThat(new String(application.getErrorStream().readAllBytes(), UTF_8))
        .as("as java.util.logging is set up by itself")
        .contains(" io.daxkmem.exporter.Exporter" + System.lineSeparator())
        .containsPattern(
            "INFO: dax-kmem-exporter started version=\\S+ kernel_interface=hotplug web=127.0.0.1:"
                + port);
  }

  @ParameterizedTest
  @CsvSource({
    "ten, is not HOST:PORT",
    "127.0.0.1:0;--nonsense, Unrecognized option: --nonsense",
    "127.0.0.1:0;--log.level=debug, an agent logs as its application does",
    "127.0.0.1:0;--path.sysfs=/no/such/folder, there is no such directory",
  })
  void aFailedAgentIsReportedAndTheApplicationRuns(String options, String message)
      throws Exception {
    Process application = start(options.replace(';', ','));

    assertThat(application.inputReader(UTF_8).readLine()).startsWith("running");
    application.getOutputStream().close();

    assertThat(new String(application.getErrorStream().readAllBytes(), UTF_8))
        .contains(message, "not started; the application goes on without it")
        .doesNotContain("\tat ");
    assertThat(application.waitFor()).isZero();
  }

  private static Process start(String options) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + JAR + "=" + options,
            "-cp",
            Path.of("target", "test-classes").toString(),
            HostApplication.class.getName())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
