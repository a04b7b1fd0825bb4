package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Transition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operations on one region. One runs at a time. Whoever requests one wants no more tries of a
 * program to bring the region elsewhere.
 */
public final class RegionOperations {
  private final TransitionRunner runner;
  private final OperationRecorder recorder;
  private volatile @Nullable Operation latest;
  private volatile OngoingTries tries = OngoingTries.NONE;

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

  /** Says which tries end if somebody requests an operation. */
  void follow(OngoingTries tries) {
    this.tries = tries;
  }

  /**
   * Ends the tries to bring the region to a state, if there are any. No operation of theirs begins
   * from then on.
   *
   * @param why as a sentence
   * @return whether there were
   */
  synchronized boolean endTries(String why) {
    return tries.end(why);
  }

  /**
   * Runs an operation and waits for its end. Refuses it if another is running, or if a listener
   * does not allow it. Otherwise it ends the tries, whatever its outcome is.
   *
   * @param timeoutSeconds 0 for none
   */
  EndedOperation run(Transition to, Requester requester, long timeoutSeconds) {
    return run(
        to,
        requester,
        timeoutSeconds,
        Optional::empty,
        () -> tries.operated(requester.text() + " has asked for " + to.text() + "."));
  }

  /**
   * Runs an operation that is one of the tries.
   *
   * @param obstacle asked when no other can begin: a sentence if the tries are over
   */
  EndedOperation runAsTry(
      Transition to,
      Requester requester,
      long timeoutSeconds,
      Supplier<Optional<String>> obstacle) {
    return run(to, requester, timeoutSeconds, obstacle, () -> {});
  }

  private EndedOperation run(
      Transition to,
      Requester requester,
      long timeoutSeconds,
      Supplier<Optional<String>> obstacle,
      Runnable onBegin) {
    Operation operation = new Operation(runner, to, requester, recorder);
    Optional<String> refusal = startUnlessRefused(operation, obstacle, onBegin);
    return refusal.isPresent()
        ? refuse(to, requester, notBroughtTo(to) + refusal.get())
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
  private synchronized Optional<String> startUnlessRefused(
      Operation operation, Supplier<Optional<String>> obstacle, Runnable onBegin) {
    Optional<Operation> other = running();
    if (other.isPresent()) {
      return Optional.of(
          "it is busy with " + other.get() + ". Wait for that to end, or cancel it.");
    }
    Optional<String> refusal = obstacle.get();
    if (refusal.isPresent()) {
      return refusal;
    }
    try {
      recorder.begins(operation.begun());
    } catch (IOException e) {
      return Optional.of(e.getMessage() + ". Nothing was tried.");
    }
    onBegin.run();
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
