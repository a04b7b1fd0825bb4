package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two operators that repeatedly request opposite operations through Jolokia. */
class TwoOperatorsTest {
  private static final int TIMES = 1_000;

  @Test
  @Timeout(300)
  void answersAreTrueAndTheAuditMatchesTheKernelsCounters() throws Exception {
    try (JolokiaFixture jolokia = new JolokiaFixture(true)) {
      List<String> answers = new OpposedOperators(jolokia.http, TIMES).answers();

      Region last = jolokia.regions.read("dax0.0");
      assertThat(last.state()).isIn(RegionState.ONLINE_MOVABLE, RegionState.UNPLUGGED);
      assertThat(jolokia.operations).hasSize(2 * TIMES);
      assertThat(count(answers, "\"status\":200")).isEqualTo(done(jolokia.operations).count());
      assertThat(changes(jolokia.operations)).isEqualTo(counted(last));
      assertThat(last.counters().orElseThrow().failed()).isZero();
    }
  }

  private static Stream<EndedOperation> done(List<EndedOperation> operations) {
    return operations.stream().filter(operation -> operation.outcome() == Outcome.DONE);
  }

  /** The audit without operations that changed nothing, which the kernel does not count. */
  private static Map<Transition, Long> changes(List<EndedOperation> operations) {
    return done(operations)
        .filter(operation -> operation.from() != operation.to().target())
        .collect(Collectors.groupingBy(EndedOperation::to, Collectors.counting()));
  }

  private static Map<Transition, Long> counted(Region region) {
    return region.counters().orElseThrow().completed().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static long count(List<String> answers, String text) {
    return answers.stream().filter(answer -> answer.contains(text)).count();
  }
}
