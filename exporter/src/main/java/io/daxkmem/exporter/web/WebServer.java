package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.web.config.WebConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Serves the metrics, the landing page, {@code /-/healthy} and {@code /-/ready}.
 *
 * <p>It uses client_java's {@code MetricsHandler}, but not its {@code HTTPServer}, which answers a
 * POST and unknown paths with 200, and sets properties of the whole JVM.
 */
public final class WebServer implements AutoCloseable {
  /** For scrapers. Each stuck client takes a request until it is cut off, hence so many. */
  public static final ClientLimits LIMITS =
      new ClientLimits(256, Duration.ofSeconds(30), 8, Duration.ofMillis(250));

  /**
   * For a JVM whose properties are its application's: the JDK takes up to 380 KB of headers from
   * each client then, and needs up to 2 MB for them.
   */
  public static final ClientLimits LIMITS_AS_GUEST =
      new ClientLimits(16, LIMITS.patience(), LIMITS.answers(), LIMITS.grace());

  private final Supplier<WebConfig> config;
  private final HttpServer server;
  private final RequestThreads threads;

  /**
   * Starts the server.
   *
   * @param config read at each connection and request, except whether TLS is used
   * @param metricsPath path of the metrics
   * @param page the landing page; not served if the metrics have its path
   * @param limits for clients, normally {@link #LIMITS}
   * @throws IOException if it cannot listen on the address
   */
  public WebServer(
      InetSocketAddress address,
      Supplier<WebConfig> config,
      String metricsPath,
      PrometheusRegistry registry,
      LandingPage page,
      ClientLimits limits)
      throws IOException {
    server = HttpServers.listen(address, config);
    threads = new RequestThreads("web", limits);
    server.setExecutor(threads);
    this.config = new LiveConfig(config, threads);
    serve("/-/healthy", text("dax-kmem-exporter is healthy.\n"));
    serve("/-/ready", text("dax-kmem-exporter is ready.\n"));
    serve(metricsPath, new AnswerHandler(threads, Metrics.handler(registry, threads)));
    if (!metricsPath.equals("/")) {
      serve("/", new AnswerHandler(threads, exchange -> send(page, exchange)));
    }
    server.start();
  }

  /** The address it listens on, with the actual port if 0 was given. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    threads.close();
    server.stop(0);
  }

  private void serve(String path, HttpHandler page) {
    HttpContext context = server.createContext(path, new PageHandler(path, page));
    context
        .getFilters()
        .addAll(List.of(new LostClients(threads), new RequestLog(), new HeaderFilter(config)));
    context.setAuthenticator(new WebAuthenticator(config));
  }

  private static HttpHandler text(String text) {
    return exchange -> TextAnswer.send(exchange, 200, text);
  }

  private void send(LandingPage page, HttpExchange exchange) throws IOException {
    String html = threads.undisturbed(page::html);
    exchange
        .getResponseHeaders()
        .putIfAbsent(
            "Content-Security-Policy", List.of("default-src 'none'; style-src 'unsafe-inline'"));
    TextAnswer.send(exchange, 200, "text/html; charset=utf-8", html);
  }
}
