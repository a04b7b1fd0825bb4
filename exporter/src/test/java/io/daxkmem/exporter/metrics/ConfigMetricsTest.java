package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.reload.ConfigFiles;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ConfigMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ConfigFiles files = new ConfigFiles();

  @Test
  void eachFileHasASeriesThatFollowsIt() throws Exception {
    AtomicBoolean regions = new AtomicBoolean(true);
    files.add("regions", regions::get);
    files.add("web", () -> true);
    new ConfigMetrics(files).register(registry);

    assertThat(Scrape.of(registry).samples("config"))
        .containsExactly(sample("regions", "1.0"), sample("web", "1.0"));

    regions.set(false);

    assertThat(Scrape.of(registry).samples("config"))
        .containsExactly(sample("regions", "0.0"), sample("web", "1.0"));
  }

  @Test
  void withoutAFileThereIsNothingToTell() throws Exception {
    new ConfigMetrics(files).register(registry);

    assertThat(Scrape.of(registry).text()).doesNotContain("config");
  }

  private static String sample(String config, String value) {
    return "dax_kmem_exporter_config_last_reload_successful{config=\"%s\"} %s"
        .formatted(config, value);
  }
}
