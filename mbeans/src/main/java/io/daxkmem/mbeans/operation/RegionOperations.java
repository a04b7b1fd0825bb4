package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Transition;
import java.io.IOException;
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
   * Runs an operation and waits for its end. Refuses it if another is running, or if a listener
   * does not allow it.
   *
   * @param timeoutSeconds 0 for none
   */
  EndedOperation run(Transition to, Requester requester, long timeoutSeconds) {
    Operation operation = new Operation(runner, to, requester, recorder);
    Optional<String> obstacle = startUnlessRefused(operation);
    return obstacle.isPresent()
        ? refuse(to, requester, notBroughtTo(to) + obstacle.get())
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

  /** Starts the operation, or returns why it was not started. */
  private synchronized Optional<String> startUnlessRefused(Operation operation) {
    Optional<Operation> other = running();
    if (other.isPresent()) {
      return Optional.of(
          "it is busy with " + other.get() + ". Wait for that to end, or cancel it.");
    }
    try {
      recorder.begins(operation.begun());
    } catch (IOException e) {
      return Optional.of(e.getMessage() + ". Nothing was tried.");
    }
    String before = latest().map(Operation::outcome).orElse(null);
    latest = operation;
    recorder.outcome(
        before, operation.outcome(), runner.device() + ": " + operation + " has begun");
    operation.start();
    return Optional.empty();
  }

  private String notBroughtTo(Transition to) {
    return runner.device() + " was not brought to " + to.target().text() + ": ";
  }
}
