package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that federates others misses a cluster whose Prometheus ends. */
class ClusterVanishedIT {
  private static final String[] CLUSTERS = {"east", "north", "south", "west"};

  @AutoClose private final SimulatedFleet fleet = new SimulatedFleet(10);
  @AutoClose private final Prometheus below;
  @AutoClose private final Prometheus above;

  ClusterVanishedIT(@TempDir Path folder) throws Exception {
    Path lower = folder.resolve("below");
    Path targets = Files.createDirectories(lower.resolve("targets"));
    fleet.writeTargets(targets.resolve("fleet.yml"));
    ReadmePrometheus.writeRules(lower);
    below =
        Prometheus.configured(
            lower,
            "global: {scrape_interval: 5s, evaluation_interval: 5s}\n"
                + ReadmePrometheus.foundByFiles());
    above =
        ReadmePrometheus.above(
            Files.createDirectory(folder.resolve("above")),
            List.of(below),
            // by default, it sees a series for 5 minutes after its last sample
            "--query.lookback-delta=20s");
  }

  @Test
  void theAlertFiresWhenThePrometheusOfClustersEnds() {
    eventually(
        () ->
            assertThat(clusters("cluster:dax_kmem_exporters:count"))
                .containsExactlyInAnyOrder(CLUSTERS));
    assertThat(clusters("ALERTS{alertname=\"DaxClusterVanished\"}")).isEmpty();

    below.close();

    eventually(
        () ->
            assertThat(clusters("ALERTS{alertname=\"DaxClusterVanished\",alertstate=\"firing\"}"))
                .containsExactlyInAnyOrder(CLUSTERS));
  }

  private Stream<String> clusters(String series) {
    return above.api().query(series).stream()
        .map(sample -> sample.labels().getOrDefault("cluster", ""));
  }

  /** Waits for scrapes and evaluations. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(2)).untilAsserted(assertion);
  }
}
