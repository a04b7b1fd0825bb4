package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts use only metrics that exist. */
class MetricNamesTest {

  /** A golden file of the exporter's tests. */
  private static final Path SCRAPE =
      Path.of("../exporter/src/test/resources/io/daxkmem/exporter/simulated.prom");

  /** Metrics of Prometheus itself, and of an exporter with operations. */
  private static final Set<String> OTHERS =
      Set.of(
          "up",
          "dax_kmem_operations_total",
          "dax_kmem_operation_duration_seconds_bucket",
          "dax_kmem_operation_duration_seconds_count",
          "dax_kmem_operation_duration_seconds_sum");

  @Test
  void everyMetricUsedExistsInTheExporter() throws IOException {
    Dashboard dashboard = Dashboard.read(Path.of("dashboards/dax-regions.json"));
    List<String> used =
        Stream.of(
                dashboard.panels().stream()
                    .flatMap(panel -> panel.targets().stream())
                    .map(Dashboard.Target::expr),
                Rules.alerts().stream().map(Rules.Alert::expr),
                new DashboardQueries(dashboard, DashboardQueries.ALL)
                    .ofVariables().stream().map(DashboardQueries.LabelValues::selector))
            .flatMap(expressions -> expressions)
            .flatMap(expression -> Selector.in(expression).stream())
            .map(Selector::metric)
            .toList();
    Set<String> known = new HashSet<>(OTHERS);
    known.addAll(scraped());
    assertThat(known).containsAll(used);
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
