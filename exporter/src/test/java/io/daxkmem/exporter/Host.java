package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An application in its own process, with little memory and the jar as its agent. */
final class Host implements AutoCloseable {
  private static final Path JAR = Path.of("target", "dax-kmem-exporter.jar");

  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;
  private final BufferedWriter in;

  /** Starts it, with an agent for each of the options. */
  Host(Class<?> application, String... agents) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx96m");
    for (String options : agents) {
      command.add("-javaagent:" + JAR + "=" + options);
    }
    command.addAll(
        List.of("-cp", Path.of("target", "test-classes").toString(), application.getName()));
    process = new ProcessBuilder(command).start();
    out = process.inputReader(UTF_8);
    err = process.errorReader(UTF_8);
    in = process.outputWriter(UTF_8);
  }

  /** A port for an agent. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The next line of its standard output. */
  String says() throws IOException {
    return out.readLine();
  }

  /** Tells the application something and returns what it says. */
  String tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return says();
  }

  /** Waits for a line on its standard error, and returns all up to it. */
  List<String> awaitError(String part) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      lines.add(line);
      if (line.contains(part)) {
        return lines;
      }
    }
    throw new IOException("no line with '" + part + "' in " + lines);
  }

  /** The rest of its standard error, up to its end. */
  List<String> rest() {
    return err.lines().toList();
  }

  /** Waits until the agent serves the metrics, and returns them. */
  static String awaitMetrics(int port) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> metrics(port), body -> body.contains("dax_kmem_region_up"));
  }

  static String metrics(int port) throws IOException, InterruptedException {
    return new Http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .get("/metrics")
        .body();
  }

  /** Ends its input, waits for its end and returns the exit status. */
  int end() throws IOException, InterruptedException {
    in.close();
    return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
