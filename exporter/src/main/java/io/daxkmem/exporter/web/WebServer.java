package io.daxkmem.exporter.web;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.logging.Level.WARNING;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.daxkmem.region.Regions;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HttpErrorHandlingPolicy;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.logging.Logger;

/**
 * Serves the metrics, the landing page, and the pages that say that the exporter runs.
 *
 * <p>Not by the {@code HTTPServer} of client_java: that answers a POST and any unknown path with
 * 200, and a system property can move its port. Its handler does the work here.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WebServer.class.getName());
  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Starts to serve.
   *
   * @param metricsPath where the metrics are
   * @param version of the exporter
   * @throws IOException where it cannot listen there
   */
  public WebServer(
      InetSocketAddress address,
      String metricsPath,
      PrometheusRegistry registry,
      Regions regions,
      String version)
      throws IOException {
    threads = DaemonThreads.pool("web", THREADS);
    server = HttpServers.listen(address, threads);
    Map<String, HttpHandler> pages = new HashMap<>();
    pages.put("/", new LandingPage(regions, metricsPath, version));
    pages.put("/-/healthy", new TextPage("dax-kmem-exporter is healthy.\n"));
    pages.put("/-/ready", new TextPage("dax-kmem-exporter is ready.\n"));
    pages.put(metricsPath, metrics(registry));
    server.createContext("/", new Routes(pages));
    server.start();
  }

  /** Where it listens; with the port that the system chose where 0 was asked for. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpHandler metrics(PrometheusRegistry registry) {
    HttpErrorHandlingPolicy policy =
        HttpErrorHandlingPolicy.builder()
            .errorReporter(e -> LOG.log(WARNING, "scrape failed", fields("error", e)))
            .build();
    return new MetricsHandler(PrometheusProperties.get(), registry, policy);
  }
}
