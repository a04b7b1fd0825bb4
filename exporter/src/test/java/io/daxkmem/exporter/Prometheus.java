package io.daxkmem.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Prometheus, of Debian's package. */
final class Prometheus implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "Listening on\" address=127\\.0\\.0\\.1:(\\d+)"
              + ".*Server is ready to receive web requests",
          Pattern.DOTALL);

  private final DebianServer server;

  /**
   * @param folder for what it writes, empty
   * @param configuration its {@code prometheus.yml}
   * @param flag one more
   */
  Prometheus(Path folder, String configuration, String flag) throws IOException {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
    server =
        new DebianServer(
            folder.resolve("prometheus.log"),
            READY,
            List.of(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                flag));
  }

  /** The values of an expression now, one for each series, in no order. */
  List<Double> query(String promql) throws IOException, InterruptedException {
    return Promtool.query("http://127.0.0.1:" + server.address().getPort(), promql).stream()
        .map(line -> line.replaceFirst(".* => (\\S+) @\\[.*", "$1"))
        .map(Double::valueOf)
        .toList();
  }

  /** What it was told about a metric family, as JSON; it is named as its format names it. */
  String metadata(String family) throws IOException, InterruptedException {
    return new Http(server.address()).get("/api/v1/targets/metadata?metric=" + family).body();
  }

  @Override
  public void close() {
    server.close();
  }
}
