package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboards and rules use only metrics that exist, and all that are recorded. */
class MetricNamesTest {

  /** A golden file of the exporter's tests. */
  private static final Path SCRAPE =
      Path.of("../exporter/src/test/resources/io/daxkmem/exporter/simulated.prom");

  /**
   * Metrics of Prometheus itself, of client_java, of node_exporter, of an operation, and of a
   * configuration file.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "up",
          "ALERTS",
          "scrape_duration_seconds",
          "scrape_samples_scraped",
          "process_cpu_seconds_total",
          "process_max_fds",
          "process_open_fds",
          "process_resident_memory_bytes",
          "node_textfile_mtime_seconds",
          "dax_kmem_exporter_config_last_reload_successful",
          "dax_kmem_operation_duration_seconds_bucket",
          "dax_kmem_operation_duration_seconds_count",
          "dax_kmem_operation_duration_seconds_sum");

  @Test
  void everyMetricUsedExists() throws IOException {
    Set<String> known = new HashSet<>(OTHERS);
    known.addAll(scraped());
    known.addAll(Rules.recorded());
    assertThat(known).containsAll(used());
  }

  @Test
  void everyMetricRecordedIsUsed() throws IOException {
    assertThat(used()).containsAll(Rules.recorded());
  }

  private static List<String> used() throws IOException {
    List<String> expressions = new ArrayList<>(Rules.expressions());
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.queries().forEach(query -> expressions.add(query.expr()));
      new DashboardQueries(dashboard, DashboardQueries.ALL)
          .ofVariables()
          .forEach(query -> expressions.add(query.selector()));
    }
    return expressions.stream()
        .flatMap(expression -> Selector.in(expression).stream())
        .map(Selector::metric)
        .toList();
  }

  private static Set<String> scraped() throws IOException {
    try (Stream<String> lines = Files.lines(SCRAPE)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[{ ]", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
