package io.daxkmem.mbeans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application with only the JDK, our classes and the code in README.md, in its own JVM, with
 * remote JMX and the JVM's two roles turned on.
 */
class InAnyJvmTest {
  private static final String PROGRAM =
      """
      import io.daxkmem.mbeans.RegionMBeans;
      import io.daxkmem.region.Regions;
      import io.daxkmem.region.host.HostProcfs;
      import io.daxkmem.region.simulated.SimulatedSysfs;
      import java.lang.management.ManagementFactory;
      import java.nio.file.Path;

      public class Application {
        public static void main(String[] args) throws Exception {
      %s
          System.out.println("ready");
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;
  private Process application;
  private JMXServiceURL url;

  @BeforeEach
  void start() throws Exception {
    int port = freePort();
    url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
    application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Dcom.sun.management.jmxremote.password.file="
                    + file("password", "monitor one\ncontrol two\n"),
                "-Dcom.sun.management.jmxremote.access.file="
                    + file("access", "monitor readonly\ncontrol readwrite\n"),
                "-cp",
                ourClasses(),
                file("Application.java", PROGRAM.formatted(linesOfTheReadme())).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = application.inputReader(UTF_8);
    assertThat(output.readLine()).isEqualTo("ready");
  }

  @AfterEach
  void stop() {
    application.destroy();
  }

  @Test
  void theReadonlyRoleMayReadButNotOperate() throws Exception {
    try (JMXConnector connector = connect("monitor", "one")) {
      MBeanServerConnection server = connector.getMBeanServerConnection();

      assertThat(server.getAttribute(Machine.DAX0, "State")).isEqualTo("offline");
      for (String operation : List.of("online", "onlineMovable", "onlineKernel", "cancel")) {
        assertThatThrownBy(() -> server.invoke(Machine.DAX0, operation, null, null))
            .isInstanceOf(SecurityException.class);
      }
      assertThat(server.getAttribute(Machine.DAX0, "State")).isEqualTo("offline");
      assertThat((String[]) server.getAttribute(Machine.REGIONS, "LastOperations")).isEmpty();
    }
  }

  @Test
  void theReadwriteRoleMayOperateAndIsAudited() throws Exception {
    try (JMXConnector connector = connect("control", "two")) {
      MBeanServerConnection server = connector.getMBeanServerConnection();

      server.invoke(Machine.DAX0, "onlineMovable", null, null);

      assertThat(server.getAttribute(Machine.DAX0, "State")).isEqualTo("online_movable");
      assertThat((String[]) server.getAttribute(Machine.REGIONS, "LastOperations"))
          .singleElement()
          .asString()
          .contains("\"user\":\"control\",\"client\":\"127.0.0.1\",\"device\":\"dax0.0\"");
    }
  }

  @SuppressWarnings("BanJNDI") // the address is this test's own
  private JMXConnector connect(String user, String password) throws IOException {
    return JMXConnectorFactory.connect(
        url, Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}));
  }

  /** The code in README.md, with the simulated kernel in place of the real one. */
  private static String linesOfTheReadme() throws IOException {
    String lines =
        Files.readAllLines(Path.of("README.md")).stream()
            .filter(line -> line.startsWith("    "))
            .limit(2)
            .collect(Collectors.joining("\n"));
    assertThat(lines).contains("new HostSysfs(Path.of(\"/sys\"))", ".start();");
    return lines.replace("new HostSysfs(Path.of(\"/sys\"))", "new SimulatedSysfs(2)");
  }

  private static String ourClasses() throws URISyntaxException {
    return Path.of(RegionMBeans.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private Path file(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
