package io.daxkmem.exporter.web;

import static io.daxkmem.log.Field.field;

import com.sun.net.httpserver.HttpHandler;
import io.daxkmem.log.Log;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HttpErrorHandlingPolicy;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** Serves the metrics with client_java's handler. */
final class Metrics {
  private static final Log LOG = new Log(Metrics.class);

  private Metrics() {}

  /** Reads client_java's properties, so that its filters work. */
  static HttpHandler handler(PrometheusRegistry registry, RequestThreads threads) {
    return new DebugParameter(
        new MetricsHandler(
            PrometheusProperties.get(),
            new UndisturbedRegistry(registry, threads),
            HttpErrorHandlingPolicy.builder().errorReporter(Metrics::failed).build()));
  }

  private static void failed(Exception failure) {
    if (failure instanceof IOException) {
      LOG.debug("metrics not sent, the client has gone", field("error", failure));
    } else {
      LOG.warn("scrape failed", field("error", failure));
    }
  }
}
