package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RulesTest {
  private static final Pattern LABEL_LIST = Pattern.compile("\\b(?:by|on) \\(([^)]*)\\)");

  @Test
  void everyAlertIsTestedFiringAndSilent() throws IOException {
    List<Rules.Expectation> all = new ArrayList<>();
    for (Rules.Alert alert : Rules.alerts()) {
      all.add(new Rules.Expectation(alert.name(), true));
      all.add(new Rules.Expectation(alert.name(), false));
    }
    assertThat(Rules.expectations()).hasSameElementsAs(all);
  }

  @Test
  void everyRecordedMetricIsTested() throws IOException {
    List<String> tested =
        Rules.testedExpressions().stream()
            .flatMap(expression -> Selector.in(expression).stream())
            .map(Selector::metric)
            .toList();
    assertThat(Rules.recorded()).isNotEmpty();
    assertThat(tested).containsAll(Rules.recorded());
  }

  @Test
  void everyAlertHasSummaryAndAdvice() throws IOException {
    assertThat(Rules.alerts()).isNotEmpty();
    for (Rules.Alert alert : Rules.alerts()) {
      assertThat(alert.annotation("summary")).as(alert.name()).endsWith(".");
      assertThat(alert.annotation("description")).as(alert.name()).endsWith(".");
      assertThat(alert.annotation("description")).as("no format left").doesNotContain("%(");
    }
  }

  @Test
  void thereAreTwoSeverities() throws IOException {
    assertThat(Rules.alerts().stream().map(Rules.Alert::severity).distinct())
        .containsExactlyInAnyOrder("critical", "warning");
  }

  @Test
  void everySelectorOfAnExporterHasItsJob() throws IOException {
    for (String expression : Rules.expressions()) {
      for (Selector selector : Selector.in(expression)) {
        if (!selector.isRecorded() && !selector.metric().startsWith("node_")) {
          assertThat(selector.matchers()).as(expression).startsWith("job=\"dax-kmem\"");
        }
      }
    }
  }

  /** Machines of two clusters may have the same instance. */
  @Test
  void clustersAreKeptApart() throws IOException {
    for (String expression : Rules.expressions()) {
      if (expression.contains("last_over_time(cluster:")) {
        continue; // whether anything comes from a cluster, be it of one job of several
      }
      assertThat(LABEL_LIST.matcher(expression).results().map(list -> list.group(1)))
          .as(expression)
          .allMatch(labels -> labels.startsWith("cluster, job"));
    }
  }

  @Test
  void theReadmeExplainsEveryAlert() throws IOException {
    assertThat(Path.of("README.md"))
        .content()
        .contains(Rules.alerts().stream().map(alert -> "| `" + alert + "` |").toList());
  }
}
