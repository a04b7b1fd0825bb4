package io.daxkmem.grafana;

import static org.awaitility.Awaitility.await;

import io.daxkmem.vm.VirtualMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** A virtual machine running the exporter with operations enabled. Closing ends it. */
public final class ExporterMachine implements AutoCloseable {

  private static final Path JAR = Path.of("../exporter/target/dax-kmem-exporter.jar");
  private static final String PASSWORD = "a password for tests";

  /** Long enough for a first build of the kernel. */
  private static final Duration START = Duration.ofMinutes(30);

  private final Process process;
  private final Path log;
  private final String metrics;
  private final Operator operator;

  private ExporterMachine(Process process, Path log, String metrics, Operator operator) {
    this.process = process;
    this.log = log;
    this.metrics = metrics;
    this.operator = operator;
  }

  /**
   * Boots the patched kernel with two regions, {@code dax0.0} and {@code dax1.0}, which are offline
   * and should be, and waits until the exporter answers on both ports.
   *
   * @param folder for its log and password; the caller deletes it
   * @param beside a shell command to run as root beside the exporter; may be empty
   */
  public static ExporterMachine boot(Path folder, String beside) throws IOException {
    return boot(
        folder,
        VirtualMachine.booting(VirtualMachine.Kernel.DEBUG).with("--regions", "2"),
        // as they are after the boot, so that nothing is changed
        "dax0.0 offline\ndax1.0 offline\n",
        beside);
  }

  /**
   * Boots a machine and waits until the exporter answers on both ports.
   *
   * @param folder for its log and password, and where its commands run; the caller deletes it
   * @param machine gets one processor, and the ports of the exporter
   * @param wanted the content of {@code regions.conf}
   * @param beside a shell command to run as root beside the exporter; may be empty
   */
  static ExporterMachine boot(Path folder, VirtualMachine machine, String wanted, String beside)
      throws IOException {
    Path password =
        Files.createFile(
            folder.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, PASSWORD + "\n");
    Path regions = Files.writeString(folder.resolve("regions.conf"), wanted);
    Path log = folder.resolve("exporter.log");
    int metrics = freePort();
    int jolokia = freePort();
    Process process =
        machine
            .with("--cpus", "1")
            .with("--forward", metrics + ":10140")
            .with("--forward", jolokia + ":8778")
            .command(
                "sh",
                "-c",
                "( " + beside + " : ) & exec \"$@\"",
                "sh",
                "java",
                "-jar",
                JAR.toRealPath().toString(),
                "--control.enabled",
                "--control.password-file",
                password.toString(),
                "--regions.file",
                regions.toString(),
                "--regions.settled-file",
                "/run/settled")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ExporterMachine booted =
        new ExporterMachine(
            process,
            log,
            "127.0.0.1:" + metrics,
            new Operator(
                URI.create("http://127.0.0.1:" + jolokia + "/jolokia/"), "operator", PASSWORD));
    try {
      await().pollInterval(Duration.ofSeconds(1)).atMost(START).until(booted::answers);
    } catch (RuntimeException | Error e) {
      booted.close();
      throw e;
    }
    return booted;
  }

  /** A port of loopback that nobody listens at. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("The machine ended:\n" + Files.readString(log));
    }
    return answers(URI.create("http://" + metrics + "/metrics")) && answers(operator.jolokia());
  }

  /** QEMU takes connections to a port that nobody listens on yet, and closes them. */
  private static boolean answers(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
    try {
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          < 500;
    } catch (IOException e) {
      return false;
    }
  }

  /** Host and port to scrape the exporter at from this host. */
  public String metrics() {
    return metrics;
  }

  /** A client that may change the regions. */
  public Operator operator() {
    return operator;
  }

  /**
   * @throws IllegalStateException if the kernel's log has a warning
   */
  @Override
  public void close() throws IOException {
    try {
      VirtualMachine.end(process);
    } catch (IllegalStateException e) {
      // the log is deleted with its folder
      throw new IllegalStateException(Files.readString(log), e);
    }
  }
}
