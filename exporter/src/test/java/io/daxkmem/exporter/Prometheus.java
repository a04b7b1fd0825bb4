package io.daxkmem.exporter;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Prometheus of Debian's package, on a port of its own. */
final class Prometheus implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "Listening on\" address=127\\.0\\.0\\.1:(\\d+)"
              + ".*Server is ready to receive web requests",
          Pattern.DOTALL);

  private final Path log;
  private final Process process;
  private final InetSocketAddress address;

  /**
   * Starts it and waits until it answers.
   *
   * @param folder for what it writes, empty
   * @param configuration its {@code prometheus.yml}
   */
  Prometheus(Path folder, String configuration, String... flags) throws IOException {
    log = folder.resolve("prometheus.log");
    process = start(folder, configuration, flags);
    try {
      int port = await().atMost(Duration.ofMinutes(1)).until(this::port, found -> found != 0);
      address = new InetSocketAddress("127.0.0.1", port);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Process start(Path folder, String configuration, String... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    List<String> command = new ArrayList<>();
    command.add("prometheus");
    command.add("--config.file=" + file);
    command.add("--storage.tsdb.path=" + folder.resolve("data"));
    command.add("--web.listen-address=127.0.0.1:0");
    command.addAll(List.of(flags));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new IOException("prometheus did not start: apt-get install prometheus", e);
    }
  }

  private int port() throws IOException {
    String said = Files.readString(log);
    if (!process.isAlive()) {
      throw new IOException("Prometheus ended, having said:\n" + said);
    }
    Matcher found = READY.matcher(said);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** The values of an expression now, one for each series, in no order. */
  List<Double> query(String promql) throws IOException, InterruptedException {
    return Promtool.query("http://127.0.0.1:" + address.getPort(), promql).stream()
        .map(line -> line.replaceFirst(".* => (\\S+) @\\[.*", "$1"))
        .map(Double::valueOf)
        .toList();
  }

  /** What it was told about a metric family, as JSON; it is named as its format names it. */
  String metadata(String family) throws IOException, InterruptedException {
    return new Http(address).get("/api/v1/targets/metadata?metric=" + family).body();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
