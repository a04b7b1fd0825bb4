package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log line of an operation, and its listeners. */
class OperationRecorderTest {
  private final List<String> lines = new ArrayList<>();
  private final Logger logger = Logger.getLogger(OperationRecorder.class.getPackageName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void aDoneOperationIsLoggedAsFields() {
    recorder().ended(operation(Outcome.DONE, "dax0.0 is unplugged."));

    assertThat(lines)
        .containsExactly(
            "INFO operation ended device=dax0.0 to=unplug outcome=done user=operator"
                + " client=127.0.0.1:40312 seconds=1.25");
  }

  @Test
  void anOperationNotDoneIsLoggedWithItsReason() {
    recorder().ended(operation(Outcome.FAILED, "dax0.0 was not brought to unplugged."));

    assertThat(lines)
        .containsExactly(
            "INFO operation ended device=dax0.0 to=unplug outcome=failed user=operator"
                + " client=127.0.0.1:40312 seconds=1.25"
                + " why=\"dax0.0 was not brought to unplugged.\"");
  }

  @Test
  void aThrowingListenerDoesNotStopTheOthers() {
    List<EndedOperation> told = new ArrayList<>();
    EndedOperation operation = operation(Outcome.DONE, "x");

    recorder(
            broken -> {
              throw new IllegalStateException("a listener that throws");
            },
            told::add)
        .ended(operation);

    assertThat(told).containsExactly(operation);
    assertThat(lines).element(1).isEqualTo("WARNING an operation listener failed device=dax0.0");
  }

  private static OperationRecorder recorder(OperationListener... listeners) {
    List<OperationListener> all = new ArrayList<>(List.of(new OperationRecords(new Audit())));
    all.addAll(List.of(listeners));
    return new OperationRecorder(all, (from, to, message) -> {});
  }

  private static EndedOperation operation(Outcome outcome, String message) {
    return new EndedOperation(
        "dax0.0",
        RegionState.ONLINE,
        Transition.UNPLUG,
        new Requester("operator", "127.0.0.1:40312"),
        Instant.parse("2026-11-24T03:00:00Z"),
        Duration.ofMillis(1250),
        outcome,
        message);
  }
}
