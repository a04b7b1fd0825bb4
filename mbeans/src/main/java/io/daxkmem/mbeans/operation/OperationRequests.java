package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.region.Transition;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/**
 * Runs the operations that clients request on a region, after checking rights and confirmation. The
 * result is a sentence, or a JDK exception with a sentence as its message.
 */
public record OperationRequests(String device, RegionOperations operations, Caller caller) {
  private static final Log LOG = new Log(OperationRequests.class);

  /**
   * Runs an operation without a timeout.
   *
   * @param confirm the device's name; checked for offline and unplug only
   */
  public String run(Transition to, String confirm) {
    return messageUnlessStopped(operation(to, 0, confirm));
  }

  /**
   * Runs an operation, and stops it when the timeout expires.
   *
   * @param timeoutSeconds 0 for none
   */
  public String run(Transition to, long timeoutSeconds, String confirm) throws TimeoutException {
    if (timeoutSeconds < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "timeoutSeconds is %d: give a number of seconds, or 0 for no timeout.",
              timeoutSeconds));
    }
    EndedOperation operation = operation(to, timeoutSeconds, confirm);
    if (operation.outcome() == Outcome.TIMED_OUT) {
      throw new TimeoutException(WordWrap.text(operation.message()));
    }
    return messageUnlessStopped(operation);
  }

  /** Stops the running operation and waits for its end. Ends the tries to reach a wanted state. */
  public String cancel() {
    Requester requester = caller.requester();
    if (requester.barred().isPresent()) {
      LOG.warn(
          "cancel refused",
          field("device", device),
          field("user", requester.user()),
          field("client", requester.client()));
      throw new SecurityException(
          String.format(
              Locale.ROOT, "Nothing was cancelled on %s: %s", device, requester.barred().get()));
    }
    boolean hadTries = operations.endTries(requester.text() + " has cancelled.");
    Optional<Operation> running = operations.running();
    if (running.isPresent()) {
      running
          .get()
          .stop(new StopReason(Outcome.CANCELLED, "it was cancelled by " + requester.text()));
      return WordWrap.text(running.get().await(0).message());
    }
    if (!hadTries) {
      throw nothingToCancel();
    }
    return WordWrap.text(
        String.format(
            Locale.ROOT,
            "%s is not brought to its wanted state any more. No operation was running, but it would have been tried again.",
            device));
  }

  private IllegalStateException nothingToCancel() {
    return new IllegalStateException(
        WordWrap.text(
            String.format(
                Locale.ROOT,
                "Nothing to cancel: no operation requested through JMX is running on %s. If TransitionPending shows a transition, another program requested it: stop that program.",
                device)));
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
              String.format(
                  Locale.ROOT,
                  "that takes memory away from its users. Type the device's name, %s, as confirm if you mean it.",
                  device)));
    }
    return operations.run(to, requester, timeoutSeconds);
  }

  private String refuse(Transition to, Requester requester, String reason) {
    String message =
        String.format(
            Locale.ROOT, "%s was not brought to %s: %s", device, to.target().text(), reason);
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
