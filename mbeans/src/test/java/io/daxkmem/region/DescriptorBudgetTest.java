package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DescriptorBudgetTest {
  @Test
  void takingMoreThanIsLeftFails() {
    DescriptorBudget budget = new DescriptorBudget(3);

    assertThat(budget.take(2)).isTrue();
    assertThat(budget.take(2)).isFalse();
    budget.giveBack(2);
    assertThat(budget.take(2)).isTrue();
  }

  @Test
  void theBudgetIsAQuarterOfTheProcessLimit() {
    UnixOperatingSystemMXBean process =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int quarter = (int) Math.min(Integer.MAX_VALUE, process.getMaxFileDescriptorCount()) / 4;
    DescriptorBudget budget = DescriptorBudget.ofThisProcess();

    assertThat(budget.take(quarter)).isTrue();
    assertThat(budget.take(1)).isFalse();
  }
}
