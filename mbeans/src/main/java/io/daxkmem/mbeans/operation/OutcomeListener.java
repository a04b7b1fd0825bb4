package io.daxkmem.mbeans.operation;

import org.jspecify.annotations.Nullable;

/** Is told whenever an operation begins or ends. */
@FunctionalInterface
public interface OutcomeListener {

  /**
   * Called at the beginning and at the end of each operation that is tried.
   *
   * @param from how the operation before ended, {@code running}, or null before the first
   * @param to {@code running}, or how it ended
   */
  void changed(@Nullable String from, String to, String message);
}
