package io.daxkmem.mbeans.operation;

import static java.util.logging.Level.WARNING;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets one operation on a region run at a time, and tells of each. */
public final class Operator {
  private static final Logger LOG = Logger.getLogger(Operator.class.getName());
  private static final String RUNNING = "running";

  private final String device;
  private final TransitionRunner runner;
  private final List<OperationListener> listeners;
  private final OutcomeListener changes;
  private volatile @Nullable Attempt latest;

  /**
   * @param listeners are told of every operation, refused ones too
   * @param changes is told of the outcome of those that are tried
   */
  public Operator(
      String device,
      TransitionRunner runner,
      List<OperationListener> listeners,
      OutcomeListener changes) {
    this.device = device;
    this.runner = runner;
    this.listeners = List.copyOf(listeners);
    this.changes = changes;
  }

  /** The operation under way, or else the last one that was accepted. */
  public Optional<Attempt> latest() {
    return Optional.ofNullable(latest);
  }

  public Optional<Attempt> running() {
    return latest().filter(Attempt::isRunning);
  }

  /** How the operation stands that {@link #latest()} tells of; null before the first. */
  public @Nullable String outcome() {
    return latest()
        .map(attempt -> attempt.result().map(ended -> ended.outcome().text()).orElse(RUNNING))
        .orElse(null);
  }

  /**
   * Waits until the transition has ended.
   *
   * @param timeoutSeconds how long it may take; 0: as long as it takes
   */
  public EndedOperation run(Transition to, Requester requester, long timeoutSeconds) {
    Attempt attempt = new Attempt(device, to, requester, this::carryOut, this::tellOutcome);
    Optional<Attempt> other = startUnlessBusy(attempt);
    return other.isPresent()
        ? refuse(to, requester, busy(to, other.get()))
        : attempt.await(timeoutSeconds);
  }

  /** Tells of an operation that was asked for but is not tried. */
  public EndedOperation refuse(Transition to, Requester requester, String reason) {
    return told(
        new EndedOperation(
            device,
            runner.stateOrUnknown(),
            to,
            requester,
            Instant.now(),
            Duration.ZERO,
            Outcome.REFUSED,
            reason));
  }

  /** The operation that keeps this one from being started, if one does. */
  private synchronized Optional<Attempt> startUnlessBusy(Attempt attempt) {
    Optional<Attempt> other = running();
    if (other.isEmpty()) {
      String before = outcome();
      latest = attempt;
      changes.changed(before, RUNNING, "%s: %s has begun".formatted(device, attempt));
      attempt.start();
    }
    return other;
  }

  private String busy(Transition to, Attempt other) {
    return "%s was not brought to %s: it is busy with %s. Wait for that to end, or cancel it."
        .formatted(device, to.target().text(), other);
  }

  private EndedOperation carryOut(Attempt attempt) {
    return told(attempt.end(runner.run(attempt.to(), attempt::stopped)));
  }

  private void tellOutcome(EndedOperation operation) {
    changes.changed(RUNNING, operation.outcome().text(), operation.message());
  }

  private EndedOperation told(EndedOperation operation) {
    LOG.info(
        () ->
            String.format(
                Locale.ROOT,
                "%s: %s asked for by %s: %s after %.3f s: %s",
                device,
                operation.to().text(),
                operation.requester().text(),
                operation.outcome().text(),
                operation.duration().toNanos() / 1e9,
                operation.message()));
    for (OperationListener listener : listeners) {
      try {
        listener.ended(operation);
      } catch (RuntimeException e) {
        LOG.log(WARNING, device + ": telling of an operation", e);
      }
    }
    return operation;
  }
}
