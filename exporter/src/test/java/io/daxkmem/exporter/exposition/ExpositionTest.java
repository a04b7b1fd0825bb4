package io.daxkmem.exporter.exposition;

import static io.daxkmem.region.Transition.OFFLINE;
import static io.daxkmem.region.Transition.ONLINE;
import static io.daxkmem.region.Transition.ONLINE_MOVABLE;
import static io.daxkmem.region.Transition.UNPLUG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.OperationMetrics;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpositionTest {
  private final Regions regions = new Regions(new SimulatedSysfs(3));
  private final PrometheusRegistry registry = new PrometheusRegistry();

  static Stream<ExpositionFormatWriter> writers() {
    return Stream.of(PrometheusTextFormatWriter.create(), OpenMetricsTextFormatWriter.create());
  }

  @BeforeEach
  void register() {
    registry.register(new DaxKmemCollector(regions));
    new OperationMetrics(registry, () -> List.of("dax0.0", "dax1.0"));
  }

  @ParameterizedTest
  @MethodSource("writers")
  void itIsWhatTheWriterWrites(ExpositionFormatWriter writer) throws IOException {
    Exposition exposition = new Exposition(writer);

    for (Transition transition : List.of(OFFLINE, ONLINE, OFFLINE, UNPLUG)) {
      regions.change("dax1.0", transition);
      MetricSnapshots metrics = registry.scrape();

      assertThat(text(bytes(exposition.text(metrics)))).isEqualTo(text(written(writer, metrics)));
      assertThat(gunzipped(exposition.gzip(metrics))).isEqualTo(text(written(writer, metrics)));
    }
  }

  @ParameterizedTest
  @MethodSource("writers")
  void ofNoMetricsItIsWhatTheWriterWrites(ExpositionFormatWriter writer) throws IOException {
    MetricSnapshots none = MetricSnapshots.of();

    assertThat(gunzipped(new Exposition(writer).gzip(none))).isEqualTo(text(written(writer, none)));
  }

  @Test
  void onlyWhatHasChangedIsWrittenAgain() throws IOException {
    FamiliesWritten writer = new FamiliesWritten();
    Exposition exposition = new Exposition(writer);
    regions.change("dax0.0", OFFLINE);
    exposition.text(registry.scrape());

    assertThat(writer.during(() -> exposition.text(registry.scrape())))
        .containsExactly("dax_kmem_scrape_duration_seconds");

    regions.change("dax0.0", ONLINE_MOVABLE);
    assertThat(writer.during(() -> exposition.gzip(registry.scrape())))
        .contains("dax_kmem_region_state", "dax_kmem_region_transitions")
        .doesNotContain("dax_kmem_device", "dax_kmem_region_size_bytes", "dax_kmem_region_up");
  }

  private static byte[] written(ExpositionFormatWriter writer, MetricSnapshots metrics)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out, metrics);
    return out.toByteArray();
  }

  private static String gunzipped(Pieces file) throws IOException {
    return text(new GZIPInputStream(new ByteArrayInputStream(bytes(file))).readAllBytes());
  }

  private static byte[] bytes(Pieces pieces) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pieces.writeTo(out, 100);
    assertThat(out.size()).isEqualTo(pieces.length());
    return out.toByteArray();
  }

  private static String text(byte[] text) {
    return new String(text, UTF_8);
  }

  /** Remembers what it was asked to write. */
  private static final class FamiliesWritten implements ExpositionFormatWriter {
    private final ExpositionFormatWriter writer = PrometheusTextFormatWriter.create();
    private final List<String> names = new ArrayList<>();

    interface Writing {
      Object write() throws IOException;
    }

    List<String> during(Writing writing) throws IOException {
      names.clear();
      writing.write();
      return List.copyOf(names);
    }

    @Override
    public boolean accepts(String accept) {
      return writer.accepts(accept);
    }

    @Override
    public void write(OutputStream out, MetricSnapshots metrics, EscapingScheme escaping)
        throws IOException {
      metrics.stream().forEach(metric -> names.add(metric.getMetadata().getName()));
      writer.write(out, metrics, escaping);
    }

    @Override
    public String getContentType() {
      return writer.getContentType();
    }
  }
}
