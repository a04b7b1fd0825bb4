package io.daxkmem.exporter.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.exporter.SysfsTree;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics of each kind of kernel, from recordings. */
class KernelsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @TempDir Path root;

  @BeforeEach
  void setUp() {
    registry.register(new DaxKmemCollector(new SysfsTree(root).regions()));
  }

  /**
   * Region 0 is online in ZONE_MOVABLE. One block of region 1 is offline, the others are online.
   * Region 2 is not bound. The patched kernel has counted the transitions. Mainline's {@code state}
   * of region 1 is stale.
   */
  @ParameterizedTest
  @ValueSource(strings = {"stock", "mainline", "patched"})
  void recordedKernelsGiveTheGoldenMetrics(String kernel) throws IOException {
    RecordedSysfs.unpack("metrics/" + kernel + ".sysfs", root);

    assertSays(kernel + ".prom", PrometheusTextFormatWriter.create(), registry.scrape());
  }

  @Test
  void openMetricsMatchesTheGoldenFile() throws IOException {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);

    assertSays("patched.openmetrics", OpenMetricsTextFormatWriter.create(), registry.scrape());
  }

  @Test
  void nameFilterMatchesTheGoldenFile() throws IOException {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);
    MetricNameFilter filter =
        MetricNameFilter.builder()
            .nameMustBeEqualTo("dax_kmem_region_transitions_total", "dax_kmem_region_up")
            .build();

    assertSays(
        "patched-by-name.prom", PrometheusTextFormatWriter.create(), registry.scrape(filter));
  }

  private static void assertSays(
      String golden, ExpositionFormatWriter writer, MetricSnapshots snapshots) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, snapshots, EscapingScheme.DEFAULT);
    String said =
        out.toString(UTF_8).replaceAll("(?m)^(dax_kmem_scrape_duration_seconds) .*$", "$1 0.001");
    Path actual = Files.writeString(Path.of("target", golden), said);

    assertThat(said)
        .as(
            "if it should be so: cp exporter/%s"
                + " exporter/src/test/resources/io/daxkmem/exporter/metrics/%s",
            actual, golden)
        .isEqualTo(resource(golden));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = KernelsTest.class.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
