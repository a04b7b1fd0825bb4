package io.daxkmem.exporter.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The text format of a scraped registry. */
record Scrape(String text) {

  static Scrape of(DaxKmemCollector collector) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(collector);
    return of(registry);
  }

  static Scrape of(PrometheusRegistry registry) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
    return new Scrape(out.toString(UTF_8));
  }

  /** The samples whose name or labels contain the text. */
  List<String> samples(String part) {
    return text.lines().filter(line -> !line.startsWith("#") && line.contains(part)).toList();
  }
}
