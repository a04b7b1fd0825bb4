package io.daxkmem.exporter.web;

import static io.daxkmem.log.Field.field;

import com.sun.net.httpserver.HttpHandler;
import io.daxkmem.log.Log;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.HttpErrorHandlingPolicy;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** The metrics by client_java's own handler. */
final class Metrics {
  private static final Log LOG = new Log(Metrics.class);

  private Metrics() {}

  /** With the properties that an administrator has set for client_java, and its filters. */
  static HttpHandler handler(PrometheusRegistry registry, RequestThreads threads) {
    return new MetricsHandler(
        PrometheusProperties.get(),
        new UndisturbedRegistry(registry, threads),
        HttpErrorHandlingPolicy.builder().errorReporter(Metrics::failed).build());
  }

  private static void failed(Exception failure) {
    if (failure instanceof IOException) {
      LOG.debug("metrics not sent, the client has gone", field("error", failure));
    } else {
      LOG.warn("scrape failed", field("error", failure));
    }
  }
}
