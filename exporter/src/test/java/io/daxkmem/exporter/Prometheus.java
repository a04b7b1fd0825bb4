package io.daxkmem.exporter;

import io.daxkmem.debian.DebianServer;
import io.daxkmem.debian.PrometheusServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prometheus from Debian's package. */
final class Prometheus implements AutoCloseable {
  private final DebianServer server;

  /**
   * @param folder for its files; empty
   * @param configuration its {@code prometheus.yml}
   * @param flag an additional flag
   */
  Prometheus(Path folder, String configuration, String flag) throws IOException {
    server = PrometheusServer.start(folder, configuration, flag);
  }

  /** Evaluates an expression. Returns the values of all series, in no order. */
  List<Double> query(String promql) throws IOException, InterruptedException {
    return Promtool.query("http://127.0.0.1:" + server.address().getPort(), promql).stream()
        .map(line -> line.replaceFirst(".* => (\\S+) @\\[.*", "$1"))
        .map(Double::valueOf)
        .toList();
  }

  /** The metadata of a metric family as JSON, by its name in the scraped format. */
  String metadata(String family) throws IOException, InterruptedException {
    return new Http(server.address()).get("/api/v1/targets/metadata?metric=" + family).body();
  }

  @Override
  public void close() {
    server.close();
  }
}
