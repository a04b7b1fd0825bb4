package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * With {@code -Dday=ours,mainline,stock}, or without the last ones: machines with these kernels,
 * scraped by a real Prometheus while {@link DayScript} goes by. After that, each query of the
 * dashboards and rules returns what {@link ExpectedAnswers} has, and the alerts that fire are those
 * that it has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "day", matches = "ours.*")
class ScriptedDayIT {
  private final List<DayMachine> machines = DayMachine.named(System.getProperty("day", ""));
  private final ExpectedAnswers expected = ExpectedAnswers.read();
  @AutoClose private final ScriptedDay day;
  private final Prometheus prometheus;

  ScriptedDayIT(@TempDir Path folder) throws IOException, InterruptedException {
    day = ScriptedDay.start(folder, machines);
    prometheus = day.prometheus();
  }

  @BeforeAll
  void theDayGoesBy() throws Exception {
    DayScript script = new DayScript(prometheus);
    day.guests().forEach(script::awaitMorning);
    for (DayGuest guest : day.guests()) {
      script.goBy(guest);
    }
    script.awaitEvening();
  }

  @TestFactory
  Stream<DynamicTest> everyQueryOfTheDashboardsReturnsWhatTheDaySays() throws IOException {
    return checks(DayQueries.ofDashboards());
  }

  @TestFactory
  Stream<DynamicTest> everyQueryOfTheRulesReturnsWhatTheDaySays() {
    return checks(DayQueries.ofRules(prometheus.rules()));
  }

  private Stream<DynamicTest> checks(Map<String, String> queries) {
    return queries.entrySet().stream()
        .map(query -> dynamicTest(query.getKey(), () -> check(query.getKey(), query.getValue())));
  }

  private void check(String name, String query) {
    expected.of(name, machines).check(prometheus.query(query));
  }

  /** Otherwise a query that should return nothing does so whatever it asks for. */
  @Test
  void everySeriesThatIsAskedForHasBeenThere() throws IOException {
    Map<String, String> queries = DayQueries.ofDashboards();
    queries.putAll(DayQueries.ofRules(prometheus.rules()));
    queries.forEach(
        (name, query) -> {
          for (Selector selector : Selector.in(query)) {
            if (!selector.metric().startsWith("node_")) {
              assertThat(prometheus.query("last_over_time(" + selector.series() + "[1d])"))
                  .as("%s: %s", name, selector.series())
                  .isNotEmpty();
            }
          }
        });
  }

  @Test
  void everyVariableHasItsValues() throws IOException {
    Map<String, List<String>> values =
        Map.of(
            "cluster", List.of("lab"),
            "job", List.of("dax-kmem"),
            "instance", machines.stream().map(DayMachine::text).sorted().toList(),
            "device", List.of("dax0.0", "dax1.0", "dax2.0"));
    for (Dashboard dashboard : Dashboard.all()) {
      for (DashboardQueries.LabelValues query : DayQueries.of(dashboard).ofVariables()) {
        assertThat(prometheus.labelValues(query.selector(), query.label()))
            .as("%s: %s", dashboard, query.variable())
            .isEqualTo(values.get(query.variable()));
      }
    }
  }

  @Test
  void everyRuleIsEvaluated() throws IOException {
    assertThat(prometheus.rules())
        .hasSameSizeAs(Rules.expressions())
        .allMatch(rule -> rule.health().equals("ok"));
  }

  @Test
  void noOtherAlertHasFired() {
    check(
        "dax-kmem-fleet: Alerts A",
        "max by (severity, alertname, cluster, instance, device)"
            + " (last_over_time(ALERTS{alertstate=\"firing\"}[1d]))");
  }
}
