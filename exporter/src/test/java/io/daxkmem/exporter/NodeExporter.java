package io.daxkmem.exporter;

import io.daxkmem.debian.DebianServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** node_exporter from Debian's package, with only its textfile collector. */
final class NodeExporter implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("Listening on\" address=127\\.0\\.0\\.1:(\\d+)");

  private final DebianServer server;

  /**
   * @param log the file to log to
   * @param textfiles the folder to collect from
   */
  NodeExporter(Path log, Path textfiles) throws IOException {
    server =
        new DebianServer(
            log,
            READY,
            List.of(
                "prometheus-node-exporter",
                "--collector.disable-defaults",
                "--collector.textfile",
                "--collector.textfile.directory=" + textfiles,
                "--web.listen-address=127.0.0.1:0"));
  }

  /** Its metrics. */
  String metrics() throws IOException, InterruptedException {
    return new Http(server.address()).get("/metrics").body();
  }

  @Override
  public void close() {
    server.close();
  }
}
