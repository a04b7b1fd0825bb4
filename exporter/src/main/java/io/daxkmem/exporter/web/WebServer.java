package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.tls.LiveTls;
import io.daxkmem.region.Regions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves the metrics, the landing page, and the pages that say that the exporter runs.
 *
 * <p>Not by the {@code HTTPServer} of client_java: that answers a POST and any unknown path with
 * 200, and a system property can move its port. What it uses to answer scrapes does so here.
 */
public final class WebServer implements AutoCloseable {
  /** For scrapers; so many requests because each stuck client has one, until it is cut off. */
  public static final ClientLimits LIMITS =
      new ClientLimits(256, Duration.ofSeconds(30), 16, Duration.ofSeconds(1));

  private final HttpServer server;
  private final RequestThreads threads;

  /**
   * Starts to serve.
   *
   * @param config asked anew at each connection and request; whether TLS is spoken is settled now
   * @param metricsPath where the metrics are
   * @param changes for the landing page
   * @param version of the exporter
   * @param limits of its clients, {@link #LIMITS} as a rule
   * @throws IOException where it cannot listen there
   */
  public WebServer(
      InetSocketAddress address,
      Supplier<WebConfig> config,
      String metricsPath,
      PrometheusRegistry registry,
      Regions regions,
      LastChanges changes,
      String version,
      ClientLimits limits)
      throws IOException {
    threads = new RequestThreads("web", limits);
    server = HttpServers.listen(address, tls(config), threads);
    Map<String, Page> pages = new HashMap<>();
    pages.put("/", new InTurn(new LandingPage(regions, changes, metricsPath, version)));
    pages.put("/-/healthy", new TextPage("dax-kmem-exporter is healthy.\n"));
    pages.put("/-/ready", new TextPage("dax-kmem-exporter is ready.\n"));
    pages.put(metricsPath, new InTurn(new MetricsPage(registry)));
    server.createContext("/", new PageHandler(new Guard(config, new Routes(pages)), threads));
    server.start();
  }

  /** Where it listens; with the port that the system chose where 0 was asked for. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private static Optional<HttpsConfigurator> tls(Supplier<WebConfig> config) {
    return config.get().tls().isEmpty()
        ? Optional.empty()
        : Optional.of(new LiveTls(() -> config.get().tls().orElseThrow()));
  }
}
