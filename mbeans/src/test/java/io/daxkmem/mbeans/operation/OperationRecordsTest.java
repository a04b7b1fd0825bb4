package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which operations are written one by one, and when the number of the others is. */
class OperationRecordsTest {
  private final List<String> audit = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final OperationRecords records = new OperationRecords(new Audit(audit::add), nanos::get);

  @Test
  void asManyAsTheLimitAreWritten() {
    refuse(RefusalLimit.MOST, "viewer");
    records.writeAllNumbers();

    assertThat(audit).hasSize(RefusalLimit.MOST).noneMatch(line -> line.contains("operations"));
  }

  @Test
  void theOthersAreCountedOnceTheirPeriodIsOver() {
    refuse(RefusalLimit.MOST + 3000, "viewer");
    records.writeNumbers();
    assertThat(audit).hasSize(RefusalLimit.MOST);

    nanos.addAndGet(RefusalLimit.PERIOD.toNanos());
    records.writeNumbers();
    records.writeAllNumbers();

    assertThat(audit).hasSize(RefusalLimit.MOST + 1);
    assertThat(audit.get(RefusalLimit.MOST))
        .endsWith(
            "\"user\":\"viewer\",\"outcome\":\"refused\",\"operations\":3000,\"message\":"
                + "\"3000 more operations of viewer were refused, too many to write each one.\"}");
  }

  @Test
  void theNextPeriodBeginsWithTheNumberOfTheLast() {
    refuse(RefusalLimit.MOST + 1, "viewer");
    nanos.addAndGet(RefusalLimit.PERIOD.toNanos());

    refuse(RefusalLimit.MOST + 1, "viewer");

    assertThat(audit).hasSize(2 * RefusalLimit.MOST + 1);
    assertThat(audit.get(RefusalLimit.MOST)).contains("\"operations\":1,");
  }

  @Test
  void aUserIsNotLimitedByAnother() {
    refuse(RefusalLimit.MOST + 1, "viewer");
    refuse(1, "operator");

    assertThat(audit).hasSize(RefusalLimit.MOST + 1).last().asString().contains("operator");
  }

  @Test
  void whatWasTriedIsAlwaysWritten() {
    refuse(RefusalLimit.MOST + 1, "viewer");
    for (Outcome outcome : Outcome.values()) {
      records.ended(operation("viewer", outcome));
    }

    assertThat(audit).hasSize(RefusalLimit.MOST + Outcome.values().length - 1);
  }

  private void refuse(int times, String user) {
    for (int i = 0; i < times; i++) {
      records.ended(operation(user, Outcome.REFUSED));
    }
  }

  private static EndedOperation operation(String user, Outcome outcome) {
    return new EndedOperation(
        "dax0.0",
        RegionState.ONLINE,
        Transition.UNPLUG,
        new Requester(user, "127.0.0.1:40312"),
        Instant.EPOCH,
        Duration.ZERO,
        outcome,
        "x");
  }
}
