package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
@EnabledIfSystemProperty(named = "day", matches = ".+")
class ScriptedDayIT {

  /** It excuses an inconsistent region, but those of the day have no transition. */
  private static final String UNNOTICED =
      "alert: DaxRegionInconsistent, severity=warning: dax_kmem_region_transition_pending";

  private final List<DayMachine> machines = DayMachine.named(System.getProperty("day", ""));
  private final ExpectedAnswers expected = ExpectedAnswers.read();
  @AutoClose private final ScriptedDay day;
  private final PrometheusApi prometheus;
  private final List<Dashboard> dashboards;

  ScriptedDayIT(@TempDir Path folder) throws IOException, InterruptedException {
    day = ScriptedDay.start(folder, machines);
    prometheus = day.prometheus().api();
    dashboards = ScriptedDay.mixin().dashboards();
  }

  @BeforeAll
  void theDayGoesBy() throws Exception {
    DayScript script = new DayScript(prometheus);
    day.guests().forEach(script::awaitMorning);
    // ours comes last, as what hangs there for 15 minutes is one problem more
    List<DayGuest> guests = new ArrayList<>(day.guests());
    Collections.reverse(guests);
    for (DayGuest guest : guests) {
      script.goBy(guest);
    }
    script.awaitEvening();
  }

  @TestFactory
  Stream<DynamicTest> everyQueryOfTheDashboardsReturnsWhatTheDaySays() {
    return checks(DayQueries.of(dashboards));
  }

  @TestFactory
  Stream<DynamicTest> everyQueryOfTheRulesReturnsWhatTheDaySays() {
    return checks(DayQueries.ofRules(rules()));
  }

  private Stream<DynamicTest> checks(Map<String, String> queries) {
    return queries.entrySet().stream()
        .map(query -> dynamicTest(query.getKey(), () -> check(query.getKey(), query.getValue())));
  }

  private Map<String, String> queries() {
    Map<String, String> queries = DayQueries.of(dashboards);
    queries.putAll(DayQueries.ofRules(rules()));
    return queries;
  }

  private List<Rule> rules() {
    return prometheus.rules().stream().map(PrometheusApi.Evaluated::rule).toList();
  }

  private void check(String name, String query) {
    expected.of(name, machines).check(prometheus.query(query));
  }

  /** But for those of queries that should return nothing. */
  @TestFactory
  Stream<DynamicTest> aMetricWithAnotherNameIsNoticed() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, String> query : queries().entrySet()) {
      String name = query.getKey();
      if (expected.of(name, machines).returnsSomething()) {
        for (String metric : metrics(query.getValue())) {
          String test = name + ": " + metric;
          if (!test.equals(UNNOTICED)) {
            tests.add(dynamicTest(test, () -> checkNoticed(name, query.getValue(), metric)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static Set<String> metrics(String query) {
    return Selector.in(query).stream().map(Selector::metric).collect(Collectors.toSet());
  }

  private void checkNoticed(String name, String query, String metric) {
    String renamed =
        query.replaceAll("(?<![\\w:])" + metric + "(?![\\w:])", metric + "_with_another_name");
    assertThat(renamed).isNotEqualTo(query);
    assertThatThrownBy(() -> check(name, renamed)).isInstanceOf(AssertionError.class);
  }

  /** Otherwise a query that should return nothing does so whatever it asks for. */
  @Test
  void everySeriesThatIsAskedForHasBeenThere() {
    for (Map.Entry<String, String> query : queries().entrySet()) {
      for (Selector selector : Selector.in(query.getValue())) {
        // of node_exporter, which is on none of the machines
        if (!selector.metric().startsWith("node_")) {
          assertThat(prometheus.query("last_over_time(" + selector.series() + "[1d])"))
              .as("%s: %s", query.getKey(), selector.series())
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void everyVariableHasItsValues() {
    Map<String, List<String>> values =
        Map.of(
            "cluster", List.of("lab"),
            "job", List.of("dax-kmem"),
            "instance", machines.stream().map(DayMachine::text).sorted().toList(),
            "device", List.of("dax0.0", "dax1.0", "dax2.0"));
    for (Dashboard dashboard : dashboards) {
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
