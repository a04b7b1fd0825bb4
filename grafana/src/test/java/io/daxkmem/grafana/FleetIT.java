package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small fleet of simulated machines, of which five have a problem, as the README says to scrape
 * many: found by service discovery, federated, and sent on by remote write.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetIT {
  private static final int MACHINES = 10;
  private static final Map<String, Double> OF_CLUSTERS =
      Map.of("north", 3.0, "east", 3.0, "south", 2.0, "west", 2.0);
  private static final Map<String, Set<String>> VALUES =
      Map.of("cluster", OF_CLUSTERS.keySet(), "job", Set.of("dax-kmem"));

  /** Alert, cluster, instance and device. */
  private static final Set<List<String>> ALERTS =
      Set.of(
          List.of("DaxRegionInconsistent", "east", "node0001:10140", "dax3.0"),
          List.of("DaxRegionNotAsWanted", "east", "node0001:10140", "dax3.0"),
          List.of("DaxRegionTransitionStuck", "south", "node0002:10140", "dax3.0"),
          List.of("DaxRegionUnreadable", "west", "node0003:10140", "dax3.0"),
          List.of("DaxRegionNotAsWanted", "north", "node0004:10140", "dax3.0"),
          List.of("DaxRegionMissing", "east", "node0005:10140", ""));

  private static final double REGIONS = MACHINES * SimulatedMachine.REGIONS;

  private final Dashboard dashboard = Dashboard.of("dax-kmem-fleet");
  @AutoClose private final Prometheus store;
  @AutoClose private final ScrapedFleet scraped;
  @AutoClose private final Prometheus withoutExporters;
  @AutoClose private final Prometheus above;
  private final PrometheusApi receiver;
  private final PrometheusApi prometheus;
  private final PrometheusApi federating;

  FleetIT(@TempDir Path folder) throws Exception {
    store =
        Prometheus.configured(folder(folder, "store"), "", "--web.enable-remote-write-receiver");
    receiver = store.api();
    scraped =
        ScrapedFleet.start(
            folderWithRules(folder, "fleet"), MACHINES, ReadmePrometheus.ofCluster(store));
    prometheus = scraped.prometheus().api();
    withoutExporters =
        Prometheus.configured(
            folderWithRules(folder, "without-exporters"),
            ReadmePrometheus.ofCluster(store) + ReadmePrometheus.foundByFiles());
    above =
        ReadmePrometheus.above(
            folder(folder, "above"), List.of(scraped.prometheus(), withoutExporters));
    federating = above.api();
  }

  private static Path folder(Path parent, String name) throws IOException {
    return Files.createDirectory(parent.resolve(name));
  }

  private static Path folderWithRules(Path parent, String name) throws Exception {
    Path folder = folder(parent, name);
    ReadmePrometheus.writeRules(folder);
    return folder;
  }

  @Test
  void everyMachineIsFound() {
    eventually(
        () -> {
          assertThat(machines(prometheus)).isEqualTo(OF_CLUSTERS);
          assertThat(sum(prometheus, "cluster:dax_kmem_regions:count")).isEqualTo(REGIONS);
        });
  }

  @Test
  void everyProblemIsListed() {
    String problems = query("Machines with problems A", DashboardQueries.ALL).expr();
    eventually(
        () ->
            assertThat(prometheus.query(problems))
                .extracting(
                    sample -> sample.labels().get("instance"),
                    sample -> sample.labels().get("problem"),
                    PrometheusApi.Sample::value)
                .containsExactlyInAnyOrder(
                    tuple("node0001:10140", "inconsistent", 1.0),
                    tuple("node0001:10140", "not as wanted", 1.0),
                    tuple("node0002:10140", "stuck", 1.0),
                    tuple("node0003:10140", "unreadable", 1.0),
                    tuple("node0004:10140", "not as wanted", 1.0),
                    tuple("node0005:10140", "missing", 1.0)));
  }

  @Test
  void exactlyTheAlertsOfTheProblemsFire() {
    eventually(() -> assertThat(alerts(prometheus)).isEqualTo(ALERTS));
  }

  /** With that of the cluster that has no exporter, of which only its Prometheus knows the name. */
  @Test
  void theAlertsOfAllClustersArriveAbove() {
    Set<List<String>> all = new HashSet<>(ALERTS);
    all.add(List.of("DaxKmemExporterAbsent", "CLUSTER", "", ""));
    for (PrometheusApi above : List.of(federating, receiver)) {
      eventually(() -> assertThat(alerts(above)).isEqualTo(all));
    }
  }

  /** Alert, cluster, instance and device of those that the dashboard shows. */
  private Set<List<String>> alerts(PrometheusApi prometheus) {
    return prometheus.query(query("Alerts A", DashboardQueries.ALL).expr()).stream()
        .map(
            sample ->
                Stream.of("alertname", "cluster", "instance", "device")
                    .map(label -> sample.labels().getOrDefault(label, ""))
                    .toList())
        .collect(Collectors.toSet());
  }

  @Test
  void wantedStatesAreComparedWithActualOnes() {
    String comparison = query("Wanted against actual A", DashboardQueries.ALL).expr();
    eventually(
        () ->
            assertThat(prometheus.query(comparison))
                .extracting(
                    sample -> sample.labels().get("wanted"),
                    sample -> sample.labels().get("state"),
                    PrometheusApi.Sample::value)
                .containsExactlyInAnyOrder(
                    // all but those of the next lines and the one that cannot be read
                    tuple("online_movable", "online_movable", REGIONS - 3),
                    tuple("online_movable", "inconsistent", 1.0),
                    tuple("online_movable", "offline", 1.0)));
  }

  @Test
  void everyQueryShowsTheWholeDay() {
    FleetHistory history = scraped.history();
    Duration interval = Duration.ofMinutes(2);
    Duration day = Duration.between(history.from(), history.to());
    for (Dashboard.Query query : queries(DashboardQueries.all(day, interval))) {
      if (query.instant()) {
        eventually(() -> assertThat(prometheus.query(query.expr())).as(query.name()).isNotEmpty());
      } else {
        // the first bar is of what is before
        Instant from = history.from().plus(interval);
        assertThat(prometheus.query(query.expr(), from, history.to().minus(interval), interval))
            .as(query.name())
            .isNotEmpty()
            .allMatch(graph -> graph.values().size() == day.dividedBy(interval) - 1);
      }
    }
  }

  @Test
  void eventsAreCountedAsOftenAsTheyHappened() {
    FleetHistory history = scraped.history();
    Duration interval = Duration.ofMinutes(2);
    Duration day = Duration.between(history.from(), history.to());
    // Prometheus also takes a sample at the very begin of a bar, where there is none in life
    Instant begin = history.from().plus(interval).plusSeconds(30);
    double offlined =
        prometheus
            .query(
                query("Transitions A", DashboardQueries.all(day, interval)).expr(),
                begin,
                history.to(),
                interval)
            .stream()
            .filter(graph -> "offline".equals(graph.labels().get("to")))
            .flatMap(graph -> graph.values().values().stream())
            .mapToDouble(Double::doubleValue)
            .sum();

    assertThat(offlined).isCloseTo(REGIONS, withinPercentage(1));
    assertThat(most("Most failed transitions A")).isCloseTo(4, withinPercentage(1));
    assertThat(most("Most changes refused A")).isCloseTo(90, withinPercentage(1));
    assertThat(most("Most memory failures A")).isCloseTo(2, withinPercentage(1));
  }

  /** Of the only machine in this list, in a week. */
  private double most(String name) {
    return prometheus.query(query(name, DashboardQueries.ALL).expr()).stream()
        .mapToDouble(PrometheusApi.Sample::value)
        .sum();
  }

  @Test
  void federationServesAllButTheListsThatTheReadmeNames() {
    eventually(
        () -> {
          for (Dashboard.Query query : queries(DashboardQueries.ALL)) {
            assertThat(federating.query(query.expr()).isEmpty())
                .as(query.name())
                .isEqualTo(query.name().matches("(Least|Most) .*"));
          }
          assertThat(machines(federating)).isEqualTo(OF_CLUSTERS);
          assertThat(values(federating)).isEqualTo(VALUES);
        });
  }

  @Test
  void remoteWriteSendsAllThatTheDashboardShows() {
    eventually(
        () -> {
          for (Dashboard.Query query : queries(DashboardQueries.ALL)) {
            if (!query.name().startsWith("Most ")) {
              assertThat(receiver.query(query.expr())).as(query.name()).isNotEmpty();
            }
          }
          assertThat(machines(receiver)).isEqualTo(OF_CLUSTERS);
          assertThat(values(receiver)).isEqualTo(VALUES);
        });
    assertThat(receiver.query("dax_kmem_region_up")).isEmpty();
  }

  /** How many answer, by cluster. */
  private static Map<String, Double> machines(PrometheusApi prometheus) {
    return prometheus.query("cluster:dax_kmem_exporters_up:sum").stream()
        .collect(
            Collectors.toMap(
                sample -> sample.labels().getOrDefault("cluster", ""),
                PrometheusApi.Sample::value));
  }

  /** What the dashboard's variables offer, by their names. */
  private Map<String, Set<String>> values(PrometheusApi prometheus) {
    return new DashboardQueries(dashboard, DashboardQueries.ALL)
        .ofVariables().stream()
            .collect(
                Collectors.toMap(
                    DashboardQueries.LabelValues::variable,
                    query -> Set.copyOf(prometheus.labelValues(query.selector(), query.label()))));
  }

  private Dashboard.Query query(String name, Map<String, String> values) {
    return queries(values).stream()
        .filter(query -> query.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Dashboard.Query> queries(Map<String, String> values) {
    return new DashboardQueries(dashboard, values).ofPanels();
  }

  private static double sum(PrometheusApi prometheus, String series) {
    return prometheus.query("sum(" + series + ")").stream()
        .mapToDouble(PrometheusApi.Sample::value)
        .sum();
  }

  /** Waits for scrapes and evaluations. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(2)).untilAsserted(assertion);
  }
}
