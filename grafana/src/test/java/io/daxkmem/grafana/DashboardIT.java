package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard and the rules on the data of a real Prometheus that scrapes the exporter on the
 * patched kernel, after one transition of each kind, a failed operation, and refused changes of a
 * memory block.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {

  /** Repeatedly tries to offline the first block of node 1. */
  private static final String STRANGER =
      "while sleep 1; do for block in /sys/devices/system/node/node1/memory*; do"
          + " echo offline > $block/state; break; done; done 2>/dev/null;";

  @AutoClose private final ScrapedMachine scraped;
  private final ExporterMachine machine;
  private final Prometheus prometheus;
  private final Dashboard dashboard;
  private final DashboardQueries queries;

  DashboardIT(@TempDir Path folder) throws IOException {
    dashboard = Dashboard.read(Path.of("dashboards/dax-regions.json"));
    queries = new DashboardQueries(dashboard, DashboardQueries.ALL);
    scraped = ScrapedMachine.start(folder, STRANGER);
    machine = scraped.machine();
    prometheus = scraped.prometheus();
  }

  @BeforeAll
  void somethingHappens() throws Exception {
    // an increase takes a scrape before the change
    eventually(() -> assertThat(prometheus.query("dax_kmem_region_up == 1")).hasSize(2));

    done("dax0.0", "online");
    done("dax0.0", "offline", "dax0.0");
    done("dax0.0", "unplug", "dax0.0");
    done("dax0.0", "onlineMovable");
    done("dax1.0", "onlineKernel");
    assertThat(machine.operator().ask("dax0.0", "online").path("status").asInt())
        .as("online, when online_movable")
        .isNotEqualTo(200);
    for (String panel : List.of("External changes refused", "Operation duration")) {
      eventually(
          () -> {
            // the histogram comes with the first operation: a rate needs others after that
            done("dax0.0", "offline", "dax0.0");
            done("dax0.0", "onlineMovable");
            assertThat(values(panel)).anyMatch(sample -> sample.value() > 0);
          });
    }
  }

  private void done(String device, String operation, Object... arguments) throws Exception {
    JsonNode answer = machine.operator().ask(device, operation, arguments);
    assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(200);
  }

  @Test
  void everyQueryReturnsData() {
    for (DashboardQueries.Query query : queries.ofPanels()) {
      // a rate takes two scrapes
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(prometheus.query(query.promql()))
                      .as(query.toString())
                      .anyMatch(sample -> !Double.isNaN(sample.value())));
    }
  }

  @Test
  void everyVariableHasValues() {
    Map<String, List<String>> values =
        queries.ofVariables().stream()
            .collect(
                Collectors.toMap(
                    DashboardQueries.LabelValues::variable,
                    query -> prometheus.labelValues(query.selector(), query.label())));
    assertThat(values)
        .containsOnly(
            Map.entry("job", List.of("dax-kmem")),
            Map.entry("instance", List.of(machine.metrics())),
            Map.entry("device", List.of("dax0.0", "dax1.0")));
  }

  @Test
  void everyRuleIsEvaluatedAndNoneFires() {
    eventually(
        () ->
            assertThat(prometheus.rules())
                .hasSameSizeAs(Rules.alerts())
                .allMatch(rule -> rule.health().equals("ok")));
    assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();
  }

  /** An alert on a series that no exporter has would never fire. */
  @Test
  void everyAlertLooksAtSeriesThatExist() throws IOException {
    for (Rules.Alert alert : Rules.alerts()) {
      for (Selector selector : Selector.in(alert.expr())) {
        assertThat(prometheus.query(selector.series())).as(alert + ": " + selector).isNotEmpty();
      }
    }
  }

  @Test
  void statesAreShownCorrectly() {
    eventually(
        () ->
            assertThat(values("State"))
                .extracting(sample -> sample.labels().get("device"), Prometheus.Sample::value)
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

  private List<Prometheus.Sample> values(String panel) {
    return queries.ofPanels().stream()
        .filter(query -> query.target().panel().title().equals(panel))
        .flatMap(query -> prometheus.query(query.promql()).stream())
        .toList();
  }
}
