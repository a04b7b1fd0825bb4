package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

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
  void everyAlertHasSummaryAndAdvice() throws IOException {
    assertThat(Rules.alerts()).isNotEmpty();
    for (Rules.Alert alert : Rules.alerts()) {
      assertThat(alert.severity()).as(alert.name()).isEqualTo("warning");
      assertThat(alert.annotation("summary")).as(alert.name()).endsWith(".");
      assertThat(alert.annotation("description")).as(alert.name()).endsWith(".");
    }
  }

  @Test
  void theReadmeExplainsEveryAlert() throws IOException {
    assertThat(Path.of("README.md"))
        .content()
        .contains(Rules.alerts().stream().map(alert -> "| `" + alert + "` |").toList());
  }
}
