package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.jolokia.JolokiaFixture.PASSWORD;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.REGION;
import static io.daxkmem.exporter.jolokia.JolokiaFixture.basic;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.Http;
import io.daxkmem.region.Transition;
import io.daxkmem.vm.VirtualMachine;
import io.daxkmem.vm.VirtualMachine.Kernel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The packaged exporter in a virtual machine, with operations enabled and {@link
 * JolokiaFixture#PASSWORD}. Clients on the host reach it through forwarded ports on loopback.
 */
final class ExporterMachine implements AutoCloseable {
  /** How long anything may take in it. */
  static final Duration LONG = Duration.ofMinutes(20);

  /** The audit file in the machine. */
  static final String AUDIT = "/tmp/audit.json";

  final Http web = new Http(freePort());
  final Http jolokia = new Http(freePort());

  /** With the operator's password. */
  final Path password = Files.createTempFile(Path.of("target"), "password", "");

  private final List<String> output = new CopyOnWriteArrayList<>();
  private final Process machine;

  /**
   * Boots our kernel, and waits until the exporter has started.
   *
   * @param script a bash script, in which {@code exporter} starts the exporter; {@code control
   *     FLAG…} starts another, also in a {@link GuestShell}
   * @param options of {@code vm/run}
   */
  ExporterMachine(String script, String... options) throws IOException {
    this(Kernel.DEBUG, script, options);
  }

  /** The same with another kernel. */
  ExporterMachine(Kernel kernel, String script, String... options) throws IOException {
    machine =
        VirtualMachine.booting(kernel)
            .with("--cpus", "1")
            .with("--forward", web.server().getPort() + ":10140")
            .with("--forward", jolokia.server().getPort() + ":8778")
            .with(options)
            .command(
                "bash",
                "-c",
                "{\ntail -n +1 -F %s &\n%s\n%s\n} 2>&1 | cat".formatted(AUDIT, exporter(), script))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var unused =
        CompletableFuture.runAsync(() -> machine.inputReader(UTF_8).lines().forEach(output::add));
    try {
      awaitStarts(1);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private String exporter() throws IOException {
    Files.writeString(password, PASSWORD + "\n");
    return """
    control() {
      exec '%s' -jar target/dax-kmem-exporter.jar --control.enabled --control.password-file=%s "$@"
    }
    exporter() {
      control --web.listen-address=127.0.0.1:10140 --audit.file=%s
    }
    export -f control
    """
        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), password, AUDIT);
  }

  /** Waits until the exporter has started this many times. */
  void awaitStarts(int times) {
    await().atMost(LONG).until(() -> lines(" msg=\"dax-kmem-exporter started\"").count() == times);
  }

  /** Waits until an unplug has begun. */
  void awaitPending() {
    await().atMost(LONG).until(() -> attribute("TransitionPending").equals("\"unplug\""));
  }

  /** The lines of script, log and audit so far that contain the text. */
  Stream<String> lines(String text) {
    return output.stream().filter(line -> line.contains(text));
  }

  /** Scrapes it. Returns which regions are up, as lines of the metrics. */
  List<String> scrapeUps() throws IOException, InterruptedException {
    HttpResponse<String> scrape = web.get("/metrics");
    assertThat(scrape.statusCode()).isEqualTo(200);
    return scrape.body().lines().filter(line -> line.startsWith("dax_kmem_region_up{")).toList();
  }

  /** Jolokia's answer to an operation. */
  String operate(String operation, String... arguments) throws IOException, InterruptedException {
    return operate(jolokia, operation, arguments);
  }

  /** The answer of the exporter behind another port. */
  static String operate(Http jolokia, String operation, String... arguments)
      throws IOException, InterruptedException {
    return ask(
        jolokia,
        "\"type\":\"exec\",\"operation\":\"%s\",\"arguments\":[%s]"
            .formatted(
                operation,
                arguments.length == 0 ? "" : '"' + String.join("\",\"", arguments) + '"'));
  }

  /** An attribute's value as JSON. */
  String attribute(String name) throws IOException, InterruptedException {
    String answer = ask(jolokia, "\"type\":\"read\",\"attribute\":\"%s\"".formatted(name));
    Matcher value = Pattern.compile("\"value\":(\"[^\"]*\"|[^,}]*)").matcher(answer);
    if (!value.find()) {
      throw new IOException(answer);
    }
    return value.group(1);
  }

  private static String ask(Http jolokia, String members) throws IOException, InterruptedException {
    return jolokia
        .send(
            "POST",
            "/jolokia/",
            "{\"mbean\":\"" + REGION + "\"," + members + "}",
            "Authorization",
            basic("operator", PASSWORD))
        .body()
        // messages are wrapped, for JConsole
        .replace("\\n", " ");
  }

  /** The operator's {@code Authorization}. */
  String authorization() {
    return basic("operator", PASSWORD);
  }

  /** The value of a sample of the metrics, by name and labels. */
  long metric(String sample) throws IOException, InterruptedException {
    return web.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .map(line -> (long) Double.parseDouble(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + sample));
  }

  /** How often the kernel has changed a region since it was bound. */
  long transitions(String device) throws IOException, InterruptedException {
    long sum = 0;
    for (Transition to : Transition.values()) {
      sum +=
          metric(
              "dax_kmem_region_transitions_total{device=\"%s\",to=\"%s\"}"
                  .formatted(device, to.text()));
    }
    return sum;
  }

  /**
   * @throws IllegalStateException if the kernel's log has a warning
   */
  @Override
  public void close() {
    VirtualMachine.end(machine);
  }

  static InetSocketAddress freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
