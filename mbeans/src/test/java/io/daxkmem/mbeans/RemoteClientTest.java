package io.daxkmem.mbeans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.rmi.server.RMIServerSocketFactory;
import java.util.Map;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import org.junit.jupiter.api.Test;

/** Runs a client in its own JVM, without our classes. */
class RemoteClientTest {

  @Test
  void aClientNeedsNoneOfOurClasses() throws Exception {
    Path clientClasses =
        Path.of(RemoteClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Machine machine = new Machine()) {
      JMXConnectorServer connector = loopbackConnector(machine);
      connector.start();
      try {
        Process client =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    clientClasses.toString(),
                    RemoteClient.class.getName(),
                    connector.getAddress().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(client.getInputStream().readAllBytes(), UTF_8);

        assertThat(output.lines())
            .satisfiesExactly(
                line -> assertThat(line).startsWith("A dax region bound to kmem"),
                line -> assertThat(line).isEqualTo("offline"),
                line -> assertThat(line).startsWith("dax0.0 is online_movable; it was offline"),
                line -> assertThat(line).isEqualTo("online_movable"),
                line -> assertThat(line).isEqualTo("yes"),
                line ->
                    assertThat(line)
                        .startsWith(
                            "java.lang.IllegalStateException: dax0.0 was not brought to online: "),
                line ->
                    assertThat(line)
                        .startsWith(
                            "java.lang.IllegalArgumentException: dax0.0 was not brought to"
                                + " unplugged: "));
        assertThat(client.waitFor()).isZero();
      } finally {
        connector.stop();
      }
    }
  }

  private static JMXConnectorServer loopbackConnector(Machine machine) throws Exception {
    System.setProperty(
        "java.rmi.server.hostname", InetAddress.getLoopbackAddress().getHostAddress());
    RMIServerSocketFactory loopback =
        port -> new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
    return JMXConnectorServerFactory.newJMXConnectorServer(
        new JMXServiceURL("rmi", InetAddress.getLoopbackAddress().getHostAddress(), 0),
        Map.of(RMIConnectorServer.RMI_SERVER_SOCKET_FACTORY_ATTRIBUTE, loopback),
        machine.server);
  }
}
