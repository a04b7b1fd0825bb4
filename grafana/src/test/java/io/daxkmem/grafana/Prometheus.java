package io.daxkmem.grafana;

import io.daxkmem.debian.DebianServer;
import io.daxkmem.debian.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Prometheus from Debian's package, on a free port. Closing ends it. */
public final class Prometheus implements AutoCloseable {

  private final DebianServer server;
  private final PrometheusApi api;

  /**
   * Starts it and waits until it answers, but not for the first scrape.
   *
   * @param folder for its configuration, log, and, in {@code data}, its database; the caller
   *     deletes it
   * @param configuration its {@code prometheus.yml}; paths in it are relative to the folder
   * @param flags more of them
   */
  public static Prometheus configured(Path folder, String configuration, String... flags)
      throws IOException {
    return new Prometheus(PrometheusServer.start(folder, configuration, flags));
  }

  private Prometheus(DebianServer server) {
    this.server = server;
    api = new PrometheusApi(address());
  }

  /** The URL of its pages and API. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  /** What can be asked. */
  public PrometheusApi api() {
    return api;
  }

  @Override
  public void close() {
    server.close();
  }
}
