package io.daxkmem.exporter.web;

import static io.daxkmem.exporter.log.Field.field;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.log.Log;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** The metrics, in the format that the client prefers. */
final class MetricsPage implements Page {
  private static final Log LOG = new Log(MetricsPage.class);

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
      LOG.warn("scrape failed", field("error", e));
      return Answer.text(500, "500: the scrape failed; the exporter's log says why\n");
    }
  }
}
