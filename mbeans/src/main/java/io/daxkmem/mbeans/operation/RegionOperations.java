package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on one region. One runs at a time. */
public final class RegionOperations {
  private final TransitionRunner runner;
  private final OperationRecorder recorder;
  private volatile @Nullable Operation latest;

  public RegionOperations(TransitionRunner runner, OperationRecorder recorder) {
    this.runner = runner;
    this.recorder = recorder;
  }

  /** The running operation, or otherwise the last one started. */
  public Optional<Operation> latest() {
    return Optional.ofNullable(latest);
  }

  /** The running operation, if any. */
  public Optional<Operation> running() {
    return latest().filter(Operation::isRunning);
  }

  /**
   * Runs an operation and waits for its end. Refuses it if another is running.
   *
   * @param timeoutSeconds 0 for none
   */
  EndedOperation run(Transition to, Requester requester, long timeoutSeconds) {
    Operation operation = new Operation(runner, to, requester, recorder);
    Optional<Operation> other = startUnlessBusy(operation);
    return other.isPresent()
        ? refuse(to, requester, busy(to, other.get()))
        : operation.await(timeoutSeconds);
  }

  /** Records an operation that was requested but is not tried. */
  EndedOperation refuse(Transition to, Requester requester, String reason) {
    EndedOperation refused =
        new EndedOperation(
            runner.device(),
            runner.stateOrUnknown(),
            to,
            requester,
            Instant.now(),
            Duration.ZERO,
            Outcome.REFUSED,
            reason);
    recorder.ended(refused);
    return refused;
  }

  /** Starts the operation, or returns the one that is already running. */
  private synchronized Optional<Operation> startUnlessBusy(Operation operation) {
    Optional<Operation> other = running();
    if (other.isEmpty()) {
      String before = latest().map(Operation::outcome).orElse(null);
      latest = operation;
      recorder.outcome(
          before, operation.outcome(), "%s: %s has begun".formatted(runner.device(), operation));
      operation.start();
    }
    return other;
  }

  private String busy(Transition to, Operation other) {
    return "%s was not brought to %s: it is busy with %s. Wait for that to end, or cancel it."
        .formatted(runner.device(), to.target().text(), other);
  }
}
