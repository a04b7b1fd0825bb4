package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorBudgetTest {
  @Test
  void noMoreIsTakenThanThereIs() {
    DescriptorBudget budget = new DescriptorBudget(3);

    assertThat(budget.take(2)).isTrue();
    assertThat(budget.take(2)).isFalse();
    budget.giveBack(2);
    assertThat(budget.take(2)).isTrue();
  }

  @Test
  void thisProcessHasOne() {
    assertThat(DescriptorBudget.ofThisProcess().take(64)).isTrue();
  }
}
