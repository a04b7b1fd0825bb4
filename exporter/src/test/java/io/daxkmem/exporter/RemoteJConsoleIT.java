package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.web.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of README's chapter on JConsole from another machine, as they are written. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteJConsoleIT {
  private static final String JAVA = Path.of(System.getProperty("java.home"), "bin").toString();

  private Path folder;
  private String port = "";
  private List<String> passwords = List.of();
  private List<String> trust = List.of();
  private Process exporter;

  @BeforeAll
  void start(@TempDir Path own) throws Exception {
    folder = own;
    for (String name : List.of("server.crt", "server.key")) {
      Certificates.copy(name, folder.resolve(name));
    }
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("exporter/target")).resolve("dax-kmem-exporter.jar"),
        Path.of("target", "dax-kmem-exporter.jar").toAbsolutePath());
    port = freePort();
    List<String> commands = commands();

    run(commands.get(0));
    passwords =
        Files.readAllLines(folder.resolve("jmx.password")).stream()
            .map(line -> line.split(" ", -1)[1])
            .toList();
    exporter =
        bash("exec "
                + commands.get(1).strip()
                + " --web.listen-address=127.0.0.1:0 --jolokia.listen-address=127.0.0.1:0")
            .start();
    assertThat(exporter.errorReader(UTF_8).readLine()).contains("dax-kmem-exporter started");
    String[] clients = commands.get(2).split("\njconsole ", -1);
    run(clients[0]);
    trust =
        Stream.of(clients[1].split(" ", -1))
            .filter(word -> word.startsWith("-J"))
            .map(word -> word.substring(2))
            .toList();
  }

  @AfterAll
  void stop() {
    exporter.destroyForcibly();
  }

  @Test
  void aViewerReadsOverTlsAndIsRefusedOperations() throws Exception {
    assertThat(connect(trust, "viewer", passwords.get(1), "dax0.0", "true"))
        .containsExactly(
            "offline",
            "java.lang.SecurityException: Access denied! Invalid access level for requested"
                + " MBeanServer operation.",
            "offline");
  }

  @Test
  void anOperatorOperatesOverTls() throws Exception {
    assertThat(connect(trust, "operator", passwords.get(0), "dax1.0", "true"))
        .hasSize(3)
        .startsWith("offline")
        .endsWith("online_movable");
  }

  @Test
  void withoutTheRightPasswordNothingIsSeen() throws Exception {
    assertThat(connect(trust, "operator", "wrong", "dax0.0", "true"))
        .noneMatch("offline"::equals)
        .anyMatch(line -> line.contains("Authentication failed! Invalid username or password"));
  }

  @Test
  void withoutTlsNothingIsSeen() throws Exception {
    assertThat(connect(trust, "operator", passwords.get(0), "dax0.0", "false"))
        .noneMatch("offline"::equals)
        .anyMatch(line -> line.contains("non-JRMP server at remote endpoint"));
  }

  @Test
  void aServerThatIsNotTrustedGetsNoPassword() throws Exception {
    assertThat(connect(List.of(), "operator", passwords.get(0), "dax0.0", "true"))
        .noneMatch("offline"::equals)
        .anyMatch(line -> line.contains("unable to find valid certification path"));
  }

  /** The man page has the same flags. */
  @Test
  void theManualPageHasTheseFlags() throws Exception {
    String page = Files.readString(Path.of("packaging", "dax-kmem-exporter.1"));

    assertThat(Pattern.compile("-D[\\w.]+=").matcher(commands().get(1)).results())
        .isNotEmpty()
        .allMatch(flag -> page.contains("\n" + flag.group()));
  }

  /** What {@link JmxClient} prints. */
  private List<String> connect(List<String> flags, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(JAVA + "/java"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            JmxClient.class.getName(),
            "localhost:" + port));
    command.addAll(List.of(arguments));
    Process client =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    return new String(client.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }

  private void run(String commands) throws Exception {
    Process bash = bash("set -e\n" + commands).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
  }

  private ProcessBuilder bash(String commands) {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", commands).directory(folder.toFile());
    builder.environment().merge("PATH", JAVA, (path, java) -> java + ":" + path);
    return builder;
  }

  private List<String> commands() throws IOException {
    String chapter =
        Files.readString(Path.of("README.md"))
            .split("### JConsole from another machine\n", 2)[1]
            .split("\n##", 2)[0];
    return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
        .matcher(chapter.replace("8779", port))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
