package io.daxkmem.exporter.web;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.logging.Level.WARNING;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.logging.Logger;

/** The metrics, in the format that the client prefers. */
final class MetricsPage implements Page {
  private static final Logger LOG = Logger.getLogger(MetricsPage.class.getName());

  private final PrometheusScrapeHandler scrapes;

  MetricsPage(PrometheusRegistry registry) {
    scrapes = new PrometheusScrapeHandler(PrometheusProperties.get(), registry);
  }

  @Override
  public Answer answer(HttpExchange request) throws IOException {
    try {
      Scrape scrape = new Scrape(request);
      scrapes.handleRequest(scrape);
      return scrape.answer();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "scrape failed", fields("error", e));
      return Answer.text(500, "500: the scrape failed; the exporter's log says why\n");
    }
  }
}
