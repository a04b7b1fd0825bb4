package io.daxkmem.exporter.metrics;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes the metrics to a file for node_exporter's textfile collector, which reads all {@code
 * *.prom} files in its folder. The file is replaced atomically and readable by everybody.
 */
public final class Textfile {
  private static final String PERMISSIONS = "rw-r--r--";

  private final Path file;
  private final PrometheusRegistry registry;

  /**
   * @param file its folder must exist
   */
  public Textfile(Path file, PrometheusRegistry registry) {
    this.file = file.toAbsolutePath();
    this.registry = registry;
  }

  /**
   * Scrapes the registry and replaces the file.
   *
   * @throws IOException if it cannot be written; the old file then stays
   */
  public void write() throws IOException {
    MetricSnapshots metrics = registry.scrape();
    // another suffix, so that node_exporter does not read a half-written file
    Path written = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(written)) {
        PrometheusTextFormatWriter.create().write(out, metrics, EscapingScheme.DEFAULT);
      }
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(PERMISSIONS));
      Files.move(written, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
