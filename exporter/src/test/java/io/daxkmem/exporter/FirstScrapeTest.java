package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstScrapeTest {
  private final DaxKmemCollector collector =
      new DaxKmemCollector(new Regions(new SimulatedSysfs(1)));
  private final FirstScrape first = new FirstScrape(collector);

  @Test
  void nobodyWaitsAfterIt() {
    first.collect();

    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> first.await(Duration.ofDays(1)));
  }

  @Test
  void whereNobodyScrapesItIsNotWaitedForLong() {
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> first.await(Duration.ofMillis(1)));
  }

  @Test
  void itHasTheMetricsOfTheOther() {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(first);

    assertThat(registry.scrape().stream()).hasSameSizeAs(collector.collect().stream().toList());
    assertThat(first.getMetricFamilyDescriptors())
        .hasSameSizeAs(collector.getMetricFamilyDescriptors());
  }
}
