package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SelectorTest {

  @Test
  void findsMetricMatchersRangeAndFunction() {
    assertThat(Selector.in("sum by (to) (increase(a_total{x=~\"$x\"}[$__range])) / count(b)"))
        .containsExactly(
            new Selector("increase", "a_total", "x=~\"$x\"", "$__range"),
            new Selector("count", "b", "", ""));
  }

  @Test
  void keywordsLabelListsAndNumbersAreNotSelectors() {
    assertThat(
            Selector.in("2 * (1 - up) and on (job, instance) max without (to) (a{b=\"c\"}) == 1"))
        .extracting(Selector::metric)
        .containsExactly("up", "a");
  }

  @Test
  void numericArgumentsAreNotSelectors() {
    assertThat(Selector.in("histogram_quantile(0.95, sum by (le) (rate(d_bucket[5m]))) > bool 1"))
        .containsExactly(new Selector("rate", "d_bucket", "", "5m"));
  }
}
