package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the metrics to a file for node_exporter's textfile collector, which reads all {@code
 * *.prom} files in its folder. The file is replaced atomically.
 */
public final class Textfile {
  private final NewFile file;
  private final Leftovers leftovers;
  private final PrometheusRegistry registry;

  /**
   * @param file its folder must exist
   */
  public Textfile(Path file, PrometheusRegistry registry) {
    Path absolute = file.toAbsolutePath();
    this.file = new NewFile(absolute);
    this.leftovers = new Leftovers(absolute);
    this.registry = registry;
  }

  /**
   * Scrapes the registry and replaces the file.
   *
   * @throws IOException if it cannot be written; the old file then stays
   */
  public void write() throws IOException {
    MetricSnapshots metrics = registry.scrape();
    leftovers.delete();
    file.write(
        out -> PrometheusTextFormatWriter.create().write(out, metrics, EscapingScheme.DEFAULT));
  }
}
