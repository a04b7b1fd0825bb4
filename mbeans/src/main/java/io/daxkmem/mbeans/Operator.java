package io.daxkmem.mbeans;

import static java.util.logging.Level.WARNING;

import io.daxkmem.region.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets one operation on a region run at a time, logs each and tells the listener of it. */
final class Operator {
  private static final Logger LOG = Logger.getLogger(Operator.class.getName());

  private final String device;
  private final TransitionRunner runner;
  private final OperationListener listener;
  private volatile @Nullable Attempt latest;

  Operator(String device, TransitionRunner runner, OperationListener listener) {
    this.device = device;
    this.runner = runner;
    this.listener = listener;
  }

  /** The operation under way, or else the last one that was accepted. */
  Optional<Attempt> latest() {
    return Optional.ofNullable(latest);
  }

  Optional<Attempt> running() {
    return latest().filter(Attempt::isRunning);
  }

  /**
   * Waits until the transition has ended.
   *
   * @param timeoutSeconds how long it may take; 0: as long as it takes
   */
  Operation run(Transition to, String requestedBy, long timeoutSeconds) {
    Attempt attempt;
    synchronized (this) {
      Optional<Attempt> other = running();
      if (other.isPresent()) {
        return refuse(to, requestedBy, busy(to, other.get()));
      }
      attempt = new Attempt(device, to, requestedBy, this::carryOut);
      attempt.start();
      latest = attempt;
    }
    return attempt.await(timeoutSeconds);
  }

  /** Tells of an operation that was asked for but is not tried. */
  Operation refuse(Transition to, String requestedBy, String reason) {
    return told(
        new Operation(
            device, to, requestedBy, Instant.now(), Duration.ZERO, Outcome.REFUSED, reason));
  }

  private String busy(Transition to, Attempt other) {
    return "%s was not brought to %s: it is busy with %s. Wait for that to end, or cancel it."
        .formatted(device, to.target().text(), other);
  }

  private Operation carryOut(Attempt attempt) {
    return told(attempt.end(runner.run(attempt.to(), attempt::stopped)));
  }

  private Operation told(Operation operation) {
    LOG.info(
        () ->
            String.format(
                Locale.ROOT,
                "%s: %s asked for by %s: %s after %.3f s: %s",
                device,
                operation.to().text(),
                operation.requestedBy(),
                operation.outcome().text(),
                operation.duration().toNanos() / 1e9,
                operation.message()));
    try {
      listener.ended(operation);
    } catch (RuntimeException e) {
      LOG.log(WARNING, device + ": telling of an operation", e);
    }
    return operation;
  }
}
