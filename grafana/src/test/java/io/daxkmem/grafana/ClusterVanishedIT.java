package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus that federates others misses a cluster whose Prometheus ends. */
class ClusterVanishedIT {

  @Test
  void theAlertFiresWhenThePrometheusOfClustersEnds(@TempDir Path folder) throws Exception {
    Path targets = Files.createDirectories(folder.resolve("clusters/targets"));
    ReadmePrometheus.writeRules(targets.getParent());
    try (SimulatedFleet fleet = new SimulatedFleet(10);
        Prometheus clusters =
            Prometheus.configured(
                targets.getParent(),
                "global: {scrape_interval: 5s, evaluation_interval: 5s}\n"
                    + ReadmePrometheus.foundByFiles());
        // without it, 5 minutes
        Prometheus above =
            ReadmePrometheus.above(
                Files.createDirectory(folder.resolve("above")),
                List.of(clusters),
                "--query.lookback-delta=20s")) {
      fleet.writeTargets(targets.resolve("fleet.yml"));
      eventually(
          () ->
              assertThat(clusters(above, "cluster:dax_kmem_exporters:count"))
                  .containsExactlyInAnyOrder("east", "north", "south", "west"));
      assertThat(clusters(above, "ALERTS{alertname=\"DaxClusterVanished\"}")).isEmpty();

      clusters.close();

      eventually(
          () ->
              assertThat(
                      clusters(
                          above, "ALERTS{alertname=\"DaxClusterVanished\",alertstate=\"firing\"}"))
                  .containsExactlyInAnyOrder("east", "north", "south", "west"));
    }
  }

  private static Stream<String> clusters(Prometheus prometheus, String series) {
    return prometheus.api().query(series).stream()
        .map(sample -> sample.labels().getOrDefault("cluster", ""));
  }

  /** Waits for scrapes and evaluations. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(2)).untilAsserted(assertion);
  }
}
