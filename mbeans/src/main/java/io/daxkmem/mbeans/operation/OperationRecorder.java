package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes operations to listeners, even if one of them fails. */
public final class OperationRecorder {
  private static final Log LOG = new Log(OperationRecorder.class);

  private final List<OperationListener> listeners;
  private final OutcomeListener outcomes;

  /**
   * Creates a recorder for one region.
   *
   * @param listeners called for every operation, refused ones included
   * @param outcomes called for operations that are tried
   */
  public OperationRecorder(List<OperationListener> listeners, OutcomeListener outcomes) {
    this.listeners = List.copyOf(listeners);
    this.outcomes = outcomes;
  }

  void outcome(@Nullable String from, String to, String message) {
    outcomes.changed(from, to, message);
  }

  /**
   * Passes an operation to the listeners before it is tried.
   *
   * @throws IOException if one of them does not allow it
   */
  void begins(BegunOperation operation) throws IOException {
    for (OperationListener listener : listeners) {
      listener.begins(operation);
    }
  }

  void ended(EndedOperation operation) {
    for (OperationListener listener : listeners) {
      try {
        listener.ended(operation);
      } catch (RuntimeException | Error e) {
        LOG.warn("an operation listener failed", e, field("device", operation.device()));
      }
    }
  }
}
