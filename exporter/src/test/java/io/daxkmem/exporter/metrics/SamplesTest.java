package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void aSampleHasAValueForEachLabel() {
    for (String[] values : new String[][] {{}, {"dax0.0"}, {"dax0.0", "online", "more"}}) {
      assertThatThrownBy(() -> samples.add(Metric.REGION_STATE, 1, values))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[device, state]");
    }
    assertThat(samples.snapshots()).isEmpty();
  }
}
