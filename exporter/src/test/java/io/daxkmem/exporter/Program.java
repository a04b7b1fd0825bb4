package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged jar, running in its own process. */
final class Program implements AutoCloseable {
  /** The exit status of a JVM ended by SIGTERM. */
  static final int TERMINATED = 128 + 15;

  private static final Path JAR = Path.of("target", "dax-kmem-exporter.jar");

  private static final Path LAUNCHER = Path.of("packaging", "dax-kmem-exporter");

  private final Process process;
  private final BlockingQueue<Optional<String>> log = new LinkedBlockingQueue<>();
  private String firstLine = "";

  /** Starts it. */
  Program(String... args) throws IOException {
    this(
        Map.of(),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString()),
        args);
  }

  private Program(Map<String, String> environment, List<String> command, String... args)
      throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().putAll(environment);
    process = builder.start();
    Thread reader = new Thread(this::readLog, "log of the program");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts it on the simulated kernel and free ports, with the operator's password {@code secret}.
   *
   * @param folder for the password file
   * @param more flags
   */
  static Program inControl(Path folder, String... more) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--simulate",
                "--web.listen-address=127.0.0.1:0",
                "--jolokia.listen-address=127.0.0.1:0",
                "--control.enabled",
                "--control.password-file=" + password));
    flags.addAll(List.of(more));
    return new Program(flags.toArray(String[]::new));
  }

  /** Starts it with a umask, such as {@code 077}. */
  static Program withUmask(String umask, String... args) throws IOException {
    return new Program(
        Map.of(),
        List.of(
            "sh",
            "-c",
            "umask " + umask + " && exec \"$0\" \"$@\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            JAR.toString()),
        args);
  }

  /**
   * Starts it with the start script, in a small JVM.
   *
   * @param cache a folder for its class archive
   */
  static Program small(Path cache, String... args) throws IOException {
    return new Program(smallJvm(cache), List.of(LAUNCHER.toString()), args);
  }

  /**
   * Starts it with the start script, and a low limit of open files.
   *
   * @param cache a folder for its class archive
   */
  static Program smallWithFewFiles(int openFiles, Path cache, String... args) throws IOException {
    return new Program(
        smallJvm(cache),
        List.of("sh", "-c", "ulimit -n " + openFiles + "; exec \"$0\" \"$@\"", LAUNCHER.toString()),
        args);
  }

  private static Map<String, String> smallJvm(Path cache) {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "DAX_KMEM_EXPORTER_JAR", JAR.toString(),
        "DAX_KMEM_EXPORTER_CACHE", cache.toString());
  }

  /** Waits for the first log line and returns it. */
  String firstLine() throws IOException {
    if (firstLine.isEmpty()) {
      firstLine = nextLine().orElse("");
    }
    return firstLine;
  }

  /** The value of a system property of its JVM. */
  String property(String name) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      return machine.getSystemProperties().getProperty(name);
    } finally {
      machine.detach();
    }
  }

  /** How many files and connections it has open. */
  long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.count();
    }
  }

  /** What it holds now. */
  ProcessFacts facts() throws IOException {
    return ProcessFacts.of(process.pid());
  }

  /** A client for the address with this name in the first log line. */
  Http http(String name) throws IOException {
    Matcher address = Pattern.compile(name + "=127\\.0\\.0\\.1:(\\d+)").matcher(firstLine());
    if (!address.find()) {
      throw new IOException("no address of " + name + " in: " + firstLine);
    }
    int port = Integer.parseInt(address.group(1));
    return new Http(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends SIGTERM. Returns true if the process ended within a minute. */
  boolean terminate() throws InterruptedException {
    // not Process.destroy, which closes the log
    process.toHandle().destroy();
    return process.waitFor(1, TimeUnit.MINUTES);
  }

  /** Sends SIGKILL, and waits for the end. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end and returns the exit status. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** The last line that a program logs, and no other. */
  static void assertOnlyTheEnd(List<String> rest) {
    assertThat(rest).singleElement().asString().contains("msg=\"dax-kmem-exporter stopped\"");
  }

  /** Waits for the end and returns the rest of the log. */
  List<String> rest() {
    return lines().toList();
  }

  /**
   * Waits for the end and returns the lines of the rest of the log that have one of these words.
   */
  List<String> restWith(String... words) {
    return lines().filter(line -> Stream.of(words).anyMatch(line::contains)).toList();
  }

  /** Always, as a program waits for whoever does not take its log. */
  private void readLog() {
    try (BufferedReader lines = process.errorReader(UTF_8)) {
      lines.lines().map(Optional::of).forEach(log::add);
    } catch (IOException | UncheckedIOException e) {
      // it was ended
    }
    log.add(Optional.empty());
  }

  /** Empty at the end. */
  private Optional<String> nextLine() {
    try {
      return log.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Stream<String> lines() {
    return Stream.generate(this::nextLine)
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
