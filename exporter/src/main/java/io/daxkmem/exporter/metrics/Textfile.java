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
 * A file for the textfile collector of node_exporter, which reads whatever ends in {@code .prom} in
 * its folder. It is there as a whole or not at all, and everybody may read it.
 */
public final class Textfile {
  private static final String PERMISSIONS = "rw-r--r--";

  private final Path file;
  private final PrometheusRegistry registry;

  /**
   * @param file in a folder that exists
   */
  public Textfile(Path file, PrometheusRegistry registry) {
    this.file = file.toAbsolutePath();
    this.registry = registry;
  }

  /**
   * Scrapes the registry and replaces the file.
   *
   * @throws IOException where it cannot; then the file is as it was
   */
  public void write() throws IOException {
    MetricSnapshots metrics = registry.scrape();
    // another suffix, so that it is not read half written
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
