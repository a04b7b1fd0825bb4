package io.daxkmem.grafana;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a fleet costs a Prometheus that scrapes it every minute.
 *
 * @param series that it has in memory
 * @param memoryBytes resident, after the queries
 * @param blockBytes what the recorded series of 24 hours take on disk
 * @param regionSeries those of one region
 * @param machineSeries those of one machine with its regions
 * @param recordedSeries those of these that the rules record
 * @param clusterSeries those recorded of one cluster
 * @param queries the fleet dashboard's, over 24 hours
 */
record FleetMeasurement(
    int machines,
    double series,
    double memoryBytes,
    double blockBytes,
    double regionSeries,
    double machineSeries,
    double recordedSeries,
    double clusterSeries,
    List<QueryTime> queries) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Between two points of a graph that is 720 wide. */
  private static final Duration INTERVAL = Duration.ofMinutes(2);

  static final int SCRAPES = 3;
  static final int REPETITIONS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** The median time of a query. */
  record QueryTime(String query, Duration time) {}

  /**
   * Starts a fleet with a day's past and waits for the first scrapes before it measures.
   *
   * @param folder see {@link ScrapedFleet#start}
   */
  static FleetMeasurement of(int machines, Path folder) throws IOException, InterruptedException {
    for (Path rules : Rules.FILES) {
      Files.copy(rules, folder.resolve(rules.getFileName()));
    }
    try (ScrapedFleet scraped = ScrapedFleet.start(folder, machines, "")) {
      PrometheusApi prometheus = scraped.prometheus().api();
      await()
          .pollInterval(Duration.ofSeconds(5))
          .atMost(PATIENCE)
          .until(() -> scrapedOften(prometheus) == machines);
      String instance = "instance=\"" + scraped.fleet().machines().get(0).instance() + "\"";
      double region = number(prometheus, "count({%s,device=\"dax0.0\"})".formatted(instance));
      double machine = number(prometheus, "count({%s})".formatted(instance));
      double recorded =
          number(prometheus, "count({__name__=~\".+:dax_kmem_.+\",%s})".formatted(instance));
      double cluster =
          number(prometheus, "count({__name__=~\"cluster.*:dax_kmem_.+\",cluster=\"north\"})");
      List<QueryTime> queries = times(prometheus);
      return new FleetMeasurement(
          machines,
          prometheus.ownMetric("prometheus_tsdb_head_series"),
          prometheus.ownMetric("process_resident_memory_bytes"),
          prometheus.ownMetric("prometheus_tsdb_storage_blocks_bytes"),
          region,
          machine,
          recorded,
          cluster,
          queries);
    }
  }

  private static double scrapedOften(PrometheusApi prometheus) {
    return number(
        prometheus,
        "count(count_over_time(dax_kmem_exporter_build_info[1h]) >= %d)".formatted(SCRAPES));
  }

  private static double number(PrometheusApi prometheus, String promql) {
    return prometheus.query(promql).stream().mapToDouble(PrometheusApi.Sample::value).sum();
  }

  private static List<QueryTime> times(PrometheusApi prometheus) throws IOException {
    DashboardQueries queries =
        new DashboardQueries(Dashboard.of("dax-kmem-fleet"), DashboardQueries.all(DAY, INTERVAL));
    Instant now = Instant.now();
    List<QueryTime> times = new ArrayList<>();
    for (Dashboard.Query query : queries.ofPanels()) {
      times.add(
          time(
              query.name(),
              query.instant()
                  ? () -> prometheus.query(query.expr())
                  : () -> prometheus.query(query.expr(), now.minus(DAY), now, INTERVAL)));
    }
    for (DashboardQueries.LabelValues query : queries.ofVariables()) {
      times.add(
          time(
              "variable " + query.variable(),
              () -> prometheus.labelValues(query.selector(), query.label())));
    }
    return times;
  }

  private static QueryTime time(String name, Runnable query) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      long begin = System.nanoTime();
      query.run();
      times.add(Duration.ofNanos(System.nanoTime() - begin));
    }
    times.sort(Comparator.naturalOrder());
    return new QueryTime(name, times.get(REPETITIONS / 2));
  }

  QueryTime slowest() {
    return queries.stream().max(Comparator.comparing(QueryTime::time)).orElseThrow();
  }

  /** All queries, one after the other. */
  Duration all() {
    return queries.stream().map(QueryTime::time).reduce(Duration.ZERO, Duration::plus);
  }
}
