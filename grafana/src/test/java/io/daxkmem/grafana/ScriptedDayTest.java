package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.grafana.PrometheusApi.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@link ScriptedDayIT} is complete, and a wrong answer does not pass. */
class ScriptedDayTest {
  private static final ExpectedAnswers TABLE =
      new ExpectedAnswers(
          List.of(
              "sum",
              "  ours | | 2",
              "  mainline | | ~3",
              "by machine",
              "  each | instance, to=offline | 1",
              "  ours | instance, to=unplug | +",
              "of one machine",
              "  mainline | instance | 1",
              "all good",
              "  zero",
              "none",
              "  nothing: there is none",
              "many",
              "  ours | | ~13",
              "rule: recorded",
              "  ours | instance | 1",
              "alert: DaxTest, severity=warning",
              "  ours | instance | 1"));

  @Test
  void theTableHasEveryQueryAndNoOther() throws IOException {
    Set<String> queries = new HashSet<>(DayQueries.of(Dashboard.all()).keySet());
    queries.addAll(DayQueries.ofRules(Rules.all()).keySet());
    assertThat(ExpectedAnswers.read().queries()).containsExactlyInAnyOrderElementsOf(queries);
  }

  @Test
  void everyEntryOfTheTableIsOfOneKind() throws IOException {
    ExpectedAnswers table = ExpectedAnswers.read();
    for (String query : table.queries()) {
      ExpectedAnswer answer = table.of(query, Arrays.asList(DayMachine.values()));
      assertThat(List.of(!answer.nothing().isEmpty(), answer.zero(), !answer.series().isEmpty()))
          .as(query)
          .containsOnlyOnce(true);
    }
  }

  @Test
  void theSameSeriesOfSeveralMachinesIsTheirSum() {
    check("sum", new Sample(Map.of("cluster", "lab"), 5));
    check("sum", new Sample(Map.of(), 5.4));
    refused("sum", new Sample(Map.of(), 4.5));
    refused("sum", new Sample(Map.of(), 5.5));
  }

  @Test
  void aboutANumberIsNoOtherNumber() {
    check("many", new Sample(Map.of(), 12.6));
    check("many", new Sample(Map.of(), 13.4));
    refused("many", new Sample(Map.of(), 12.5));
    refused("many", new Sample(Map.of(), 13.5));
  }

  @Test
  void rulesAndAlertsKeepTheLabelsOfTheDay() {
    for (String query : List.of("rule: recorded", "alert: DaxTest, severity=warning")) {
      check(query, withLabels("ours", 1));
      refused(query, new Sample(Map.of("instance", "ours", "cluster", "lab"), 1));
      refused(query, new Sample(Map.of("instance", "ours", "job", "dax-kmem"), 1));
      refused(query, withLabels("ours", 1), new Sample(Map.of("instance", "mainline"), 0));
    }
  }

  @Test
  void anAlertFiresWithTheValueZeroToo() {
    check("rule: recorded", withLabels("ours", 1), withLabels("mainline", 0));
    refused("alert: DaxTest, severity=warning", withLabels("ours", 1), withLabels("mainline", 0));
  }

  private static Sample withLabels(String instance, double value) {
    return new Sample(Map.of("instance", instance, "cluster", "lab", "job", "dax-kmem"), value);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.1, true", "1, 0, false", "0, 0.1, false", "1, NaN, false"})
  void theValuesOfAllSeriesMatter(double offline, double unplug, boolean passes) {
    Sample[] answer = {
      new Sample(Map.of("instance", "ours", "to", "offline"), offline),
      new Sample(Map.of("instance", "mainline", "to", "offline"), 1),
      new Sample(Map.of("instance", "ours", "to", "unplug"), unplug)
    };
    if (passes) {
      check("by machine", answer);
    } else {
      refused("by machine", answer);
    }
  }

  @Test
  void whatOnlyOtherMachinesHaveIsNotThere() {
    ExpectedAnswer ofOurs = TABLE.of("of one machine", List.of(DayMachine.OURS));
    ofOurs.check(List.of());
    ofOurs.check(List.of(new Sample(Map.of("instance", "ours"), 0)));
    assertThatThrownBy(() -> ofOurs.check(List.of(new Sample(Map.of("instance", "mainline"), 1))))
        .isInstanceOf(AssertionError.class);
    refused("of one machine");
  }

  @Test
  void aSeriesTooFewOrTooManyIsRefusedButForZeros() {
    check("all good", new Sample(Map.of("device", "dax0.0"), 0));
    refused("all good", new Sample(Map.of("device", "dax0.0"), 1));
    refused("all good");
    check("none");
    refused("none", new Sample(Map.of(), 0));
    refused("by machine", new Sample(Map.of("instance", "ours", "to", "offline"), 1));
    refused("sum", new Sample(Map.of("cluster", "other"), 5));
    refused("not in the table", new Sample(Map.of(), 1));
  }

  private static void check(String query, Sample... answer) {
    TABLE.of(query, List.of(DayMachine.OURS, DayMachine.MAINLINE)).check(List.of(answer));
  }

  private static void refused(String query, Sample... answer) {
    assertThatThrownBy(() -> check(query, answer)).isInstanceOf(AssertionError.class);
  }
}
