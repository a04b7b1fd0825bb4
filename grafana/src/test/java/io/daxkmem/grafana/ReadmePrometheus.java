package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Configures Prometheus as the README says for many machines. In a test it scrapes and evaluates
 * more often, and alerts fire sooner.
 */
final class ReadmePrometheus {
  private static final String OFTEN = "  scrape_interval: 5s\n  evaluation_interval: 5s\n";
  private static final EagerRules RULES =
      new EagerRules(new Mixin()).firingAfter(Duration.ofSeconds(10));

  private ReadmePrometheus() {}

  /** That of a cluster, without what it scrapes. Sends what it records to a store. */
  static String ofCluster(Prometheus store) throws IOException {
    return ReadmeConfigurations.with("external_labels")
        + OFTEN
        + ReadmeConfigurations.with("remote_write")
            .replace("https://METRICS", store.address().toString());
  }

  /** What it scrapes, found by files below the folder {@code targets}, and the rules beside it. */
  static String foundByFiles() throws IOException {
    return ReadmeConfigurations.with("file_sd_configs");
  }

  /** Writes the rules beside a {@code prometheus.yml}. */
  static void writeRules(Path folder) throws IOException, InterruptedException {
    RULES.write(folder);
  }

  /** Starts one that federates others. */
  static Prometheus above(Path folder, List<Prometheus> clusters, String... flags)
      throws IOException, InterruptedException {
    writeRules(folder);
    String targets =
        clusters.stream()
            .map(cluster -> cluster.address().getAuthority())
            .collect(Collectors.joining("\", \""));
    return Prometheus.configured(
        folder,
        "global:\n"
            + OFTEN
            + ReadmeConfigurations.with("/federate").replace("PROMETHEUS:9090", targets),
        flags);
  }
}
