package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuildInfoTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  @BeforeEach
  void register() {
    new BuildInfo("1.2.3", "17.0.1").register(registry);
  }

  @Test
  void buildInfoHasTheVersions() {
    assertThat(registry.scrape())
        .singleElement()
        .isInstanceOfSatisfying(
            InfoSnapshot.class,
            info -> {
              assertThat(info.getMetadata().getName()).isEqualTo("dax_kmem_exporter_build");
              assertThat(info.getDataPoints())
                  .singleElement()
                  .satisfies(
                      point ->
                          assertThat((Object) point.getLabels())
                              .isEqualTo(Labels.of("java", "17.0.1", "version", "1.2.3")));
            });
  }

  @Test
  void registeringTwiceFails() {
    assertThatThrownBy(() -> new BuildInfo("1.2.4", "17.0.1").register(registry))
        .hasMessageContaining("dax_kmem_exporter_build");
  }
}
