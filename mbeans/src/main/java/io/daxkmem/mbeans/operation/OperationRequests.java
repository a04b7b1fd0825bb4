package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.region.Transition;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/**
 * Lets clients operate a region who may, and mean it. Answers with a sentence, or an exception of
 * the JDK whose message is one.
 */
public record OperationRequests(String device, RegionOperations operations, Caller caller) {
  private static final Log LOG = new Log(OperationRequests.class);

  /**
   * Waits as long as it takes.
   *
   * @param confirm the device's name, where memory is taken away
   */
  public String run(Transition to, String confirm) {
    return messageUnlessStopped(operation(to, 0, confirm));
  }

  /**
   * Waits until it has ended, or stops it when that takes too long.
   *
   * @param timeoutSeconds how long it may take; 0: as long as it takes
   */
  public String run(Transition to, long timeoutSeconds, String confirm) throws TimeoutException {
    if (timeoutSeconds < 0) {
      throw new IllegalArgumentException(
          "timeoutSeconds is %d: give the seconds it may take, or 0 for as long as it takes."
              .formatted(timeoutSeconds));
    }
    EndedOperation operation = operation(to, timeoutSeconds, confirm);
    if (operation.outcome() == Outcome.TIMED_OUT) {
      throw new TimeoutException(WordWrap.text(operation.message()));
    }
    return messageUnlessStopped(operation);
  }

  /** Ends the operation under way, and waits until it has ended. */
  public String cancel() {
    Requester requester = caller.requester();
    if (requester.barred().isPresent()) {
      LOG.warn(
          "cancel refused",
          field("device", device),
          field("user", requester.user()),
          field("client", requester.client()));
      throw new SecurityException(
          "Nothing was cancelled on %s: %s".formatted(device, requester.barred().get()));
    }
    Operation running = operations.running().orElseThrow(this::nothingToCancel);
    running.stop(new StopReason(Outcome.CANCELLED, "it was cancelled by " + requester.text()));
    return WordWrap.text(running.await(0).message());
  }

  private IllegalStateException nothingToCancel() {
    return new IllegalStateException(
        WordWrap.text(
            "Nothing to cancel: no operation asked for through JMX is under way on %s. A transition that TransitionPending shows was asked for by another program; stop that."
                .formatted(device)));
  }

  private EndedOperation operation(Transition to, long timeoutSeconds, String confirm) {
    Requester requester = caller.requester();
    if (requester.barred().isPresent()) {
      throw new SecurityException(refuse(to, requester, requester.barred().get()));
    }
    if (!to.target().isOnline() && !device.equals(confirm)) {
      throw new IllegalArgumentException(
          refuse(
              to,
              requester,
              "that takes memory away from whoever uses it. Type the device's name, %s, as confirm if you mean it."
                  .formatted(device)));
    }
    return operations.run(to, requester, timeoutSeconds);
  }

  private String refuse(Transition to, Requester requester, String reason) {
    String message = "%s was not brought to %s: %s".formatted(device, to.target().text(), reason);
    return WordWrap.text(operations.refuse(to, requester, message).message());
  }

  private static String messageUnlessStopped(EndedOperation operation) {
    String message = WordWrap.text(operation.message());
    return switch (operation.outcome()) {
      case DONE -> message;
      case REFUSED, FAILED -> throw new IllegalStateException(message);
      case CANCELLED, TIMED_OUT -> throw new CancellationException(message);
    };
  }
}
