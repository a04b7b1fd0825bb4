package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as an agent in another application's JVM. */
@Timeout(300)
class AgentIT {
  private static final int CROWD = 200;

  @Test
  void theApplicationIsScrapedAndCanEnd() throws Exception {
    int port = Host.freePort();
    try (Host host = new Host(HostApplication.class, simulated(port))) {
      assertThat(host.says()).isEqualTo("running, with 1 log handlers and []");
      assertThat(Host.awaitMetrics(port)).contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n");

      List<String> log = host.awaitError("dax-kmem-exporter started");

      assertThat(log.get(log.size() - 2))
          .as("as java.util.logging is set up by itself")
          .endsWith(" io.daxkmem.exporter.Exporter");
      assertThat(log.get(log.size() - 1))
          .matches(
              "INFO: dax-kmem-exporter started version=\\S+ kernel_interface=hotplug"
                  + " web=127.0.0.1:%d .*".formatted(port));
      assertThat(host.end()).isZero();
    }
  }

  @Test
  void withJolokiaItWarnsTheApplicationOfNothing() throws Exception {
    String options =
        simulated(Host.freePort())
            + ",--jolokia.enabled,--jolokia.listen-address=127.0.0.1:"
            + Host.freePort();
    try (Host host = new Host(HostApplication.class, options)) {
      assertThat(host.says()).startsWith("running");

      assertThat(host.awaitError("dax-kmem-exporter started"))
          .noneMatch(line -> line.startsWith("WARNING") || line.startsWith("SEVERE"));
      assertThat(host.end()).isZero();
    }
  }

  @Test
  void theApplicationsMainStillDecidesOnItsLoggingAndMBeanServer() throws Exception {
    int port = Host.freePort();
    try (Host host = new Host(LateHost.class, simulated(port))) {
      assertThat(host.says()).isEqualTo("running");

      await().until(() -> host.tell("lookout"), Agent.class.getName()::equals);
      assertThat(host.tell("logging")).isEqualTo("OwnLogManager");
      assertThat(host.awaitError("hello")).containsExactly("own format: hello");
      Host.awaitMetrics(port);

      await()
          .until(() -> host.tell("lookout"), waiting -> waiting.startsWith(Place.class.getName()));
      assertThat(host.tell("mbeans")).isEqualTo("built 1");
      host.awaitError("own format: dax-kmem-exporter started");
      assertThat(host.tell("registered")).isEqualTo("true");
      assertThat(host.end()).isZero();
    }
  }

  @Test
  void anApplicationWithoutLoggingAndMBeansIsScrapedToo() throws Exception {
    int port = Host.freePort();
    try (Host host = new Host(LateHost.class, simulated(port))) {
      assertThat(host.says()).isEqualTo("running");

      Host.awaitMetrics(port);

      await().atMost(Duration.ofMinutes(1)).until(() -> host.tell("registered").equals("true"));
      assertThat(host.end()).isZero();
    }
  }

  @Test
  void anApplicationMayEndBeforeItsAgentHasStarted() throws Exception {
    try (Host host = new Host(LateHost.class, simulated(Host.freePort()))) {
      assertThat(host.says()).isEqualTo("running");

      assertThat(host.end()).isZero();
    }
  }

  @Test
  void ofTwoAgentsOneSaysWhyItDoesNotServe() throws Exception {
    int one = Host.freePort();
    int other = Host.freePort();
    try (Host host = new Host(LateHost.class, simulated(one), simulated(other))) {
      assertThat(host.says()).isEqualTo("running");

      assertThat(host.tell("logging")).isEqualTo("OwnLogManager");
      assertThat(host.tell("mbeans")).isEqualTo("built 1");

      assertThat(host.awaitError("not started; the application goes on without it"))
          .anySatisfy(line -> assertThat(line).contains("has an exporter of dax regions already"))
          .noneMatch(line -> line.contains("Exception"));
      assertThat(Stream.of(one, other).filter(AgentIT::isServed)).hasSize(1);
      assertThat(host.tell("registered")).isEqualTo("true");
      assertThat(host.end()).isZero();
    }
  }

  @Test
  void clientsThatSendHeadersWithoutEndDoNotTakeTheApplicationsMemory() throws Exception {
    int port = Host.freePort();
    List<Socket> clients = new ArrayList<>();
    try (Host host = new Host(LateHost.class, simulated(port))) {
      assertThat(host.says()).isEqualTo("running");
      assertThat(host.tell("logging")).isEqualTo("OwnLogManager");
      Host.awaitMetrics(port);

      byte[] header = ("GET / HTTP/1.1\r\nName: " + "x".repeat(370_000)).getBytes(UTF_8);
      for (int i = 0; i < CROWD; i++) {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        clients.add(client);
        new Thread(() -> send(client, header)).start();
      }

      Host.awaitMetrics(port);
      assertThat(host.tell("registered")).isIn("true", "false");
      assertThat(host.end()).isZero();
      assertThat(host.rest()).noneMatch(line -> line.contains("OutOfMemoryError"));
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  private static void send(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException e) {
      // disconnected meanwhile
    }
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
    try (Host host = new Host(HostApplication.class, options.replace(';', ','))) {
      assertThat(host.says()).startsWith("running");

      assertThat(host.awaitError("not started; the application goes on without it"))
          .anySatisfy(line -> assertThat(line).contains(message))
          .noneMatch(line -> line.contains("\tat "));
      assertThat(host.end()).isZero();
    }
  }

  private static String simulated(int port) {
    return "127.0.0.1:" + port + ",--simulate=1";
  }

  private static boolean isServed(int port) {
    try {
      return Host.metrics(port).contains("dax_kmem_region_up");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
