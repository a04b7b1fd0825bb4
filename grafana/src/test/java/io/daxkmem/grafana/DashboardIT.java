package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboards and the rules on the data of a real Prometheus that scrapes the exporter on the
 * patched kernel, after one transition of each kind, a failed operation, and refused changes of a
 * memory block.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

  /** Shows only what is wrong, and here nothing is. */
  private static final Set<String> EMPTY =
      Set.of(
          "Alerts A",
          "Alerts firing A",
          "Machines with problems A",
          "Most failed transitions A",
          "Most memory failures A",
          "Scrape errors A",
          "annotation Alerts",
          "annotation Failed transitions");

  /** Repeatedly tries to offline the first block of node 1. */
  private static final String STRANGER =
      "while sleep 1; do for block in /sys/devices/system/node/node1/memory*; do"
          + " echo offline > $block/state; break; done; done 2>/dev/null;";

  @AutoClose private final ScrapedMachine scraped;
  private final ExporterMachine machine;
  private final Operator operator;
  private final PrometheusApi prometheus;

  DashboardIT(@TempDir Path folder) throws IOException, InterruptedException {
    scraped = ScrapedMachine.start(folder, STRANGER);
    machine = scraped.machine();
    operator = machine.operator();
    prometheus = scraped.prometheus().api();
  }

  @BeforeAll
  void somethingHappens() throws Exception {
    // an increase takes a scrape before the change
    eventually(() -> assertThat(prometheus.query("dax_kmem_region_up == 1")).hasSize(2));

    operator.done("dax0.0", "online");
    operator.done("dax0.0", "offline", "dax0.0");
    operator.done("dax0.0", "unplug", "dax0.0");
    operator.done("dax0.0", "onlineMovable");
    operator.done("dax1.0", "onlineKernel");
    assertThat(operator.ask("dax0.0", "online").path("status").asInt())
        .as("online, when online_movable")
        .isNotEqualTo(200);
    for (String panel : List.of("External changes refused", "Operation duration")) {
      eventually(
          () -> {
            // the histogram comes with the first operation: a rate needs others after that
            operator.done("dax0.0", "offline", "dax0.0");
            operator.done("dax0.0", "onlineMovable");
            assertThat(values(panel)).anyMatch(sample -> sample.value() > 0);
          });
    }
  }

  @Test
  void everyQueryReturnsData() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Query query :
          new DashboardQueries(dashboard, DashboardQueries.ALL).ofPanels()) {
        if (!EMPTY.contains(query.name())) {
          // a recorded rate takes two scrapes and an evaluation
          eventually(
              () ->
                  assertThat(prometheus.query(query.expr()))
                      .as("%s: %s: %s", dashboard, query, query.expr())
                      .anyMatch(sample -> !Double.isNaN(sample.value())));
        }
      }
    }
  }

  @Test
  void everyVariableHasValues() throws IOException {
    Map<String, List<String>> values =
        new DashboardQueries(Dashboard.of("dax-kmem-region"), DashboardQueries.ALL)
            .ofVariables().stream()
                .collect(
                    Collectors.toMap(
                        DashboardQueries.LabelValues::variable,
                        query -> prometheus.labelValues(query.selector(), query.label())));
    assertThat(values)
        .containsOnly(
            Map.entry("cluster", List.of()),
            Map.entry("job", List.of("dax-kmem")),
            Map.entry("instance", List.of(machine.metrics())),
            Map.entry("device", List.of("dax0.0", "dax1.0")));
  }

  @Test
  void everyRuleIsEvaluatedAndNoneFires() {
    eventually(
        () ->
            assertThat(prometheus.rules())
                .hasSameSizeAs(Rules.expressions())
                .allMatch(rule -> rule.health().equals("ok")));
    // so many operations as in this test are flapping, indeed
    assertThat(prometheus.query("ALERTS{alertstate=\"firing\",alertname!=\"DaxRegionFlapping\"}"))
        .isEmpty();
  }

  /** An alert on a series that no exporter has would never fire. */
  @Test
  void everyRuleLooksAtSeriesThatExist() throws IOException {
    for (String expression : Rules.expressions()) {
      for (Selector selector : Selector.in(expression)) {
        if (!selector.metric().startsWith("node_")) {
          eventually(
              () -> assertThat(prometheus.query(selector.series())).as(expression).isNotEmpty());
        }
      }
    }
  }

  @Test
  void statesAreShownCorrectly() {
    eventually(
        () ->
            assertThat(values("State"))
                .extracting(sample -> sample.labels().get("device"), PrometheusApi.Sample::value)
                .containsExactlyInAnyOrder(tuple("dax0.0", 5.0), tuple("dax1.0", 4.0)));
  }

  @Test
  void everyKindOfTransitionIsShown() {
    eventually(
        () ->
            assertThat(values("Transitions"))
                .hasSize(Transition.values().length)
                .allMatch(sample -> sample.value() > 0));
  }

  /** Waits for the next scrape. */
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion);
  }

  /** What a panel of the region dashboard shows. */
  private List<PrometheusApi.Sample> values(String panel) throws IOException {
    return new DashboardQueries(Dashboard.of("dax-kmem-region"), DashboardQueries.ALL)
        .ofPanels().stream()
            .filter(query -> query.name().startsWith(panel + " "))
            .flatMap(query -> prometheus.query(query.expr()).stream())
            .toList();
  }
}
