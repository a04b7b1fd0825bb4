package io.daxkmem.mbeans.operation;

import org.jspecify.annotations.Nullable;

/** Called when an operation begins or ends. */
@FunctionalInterface
public interface OutcomeListener {

  /**
   * Called at the beginning and at the end of each operation that is tried.
   *
   * @param from at the beginning, how the previous operation ended, or null if there was none; at
   *     the end {@code running}
   * @param to at the beginning {@code running}; at the end, how the operation ended
   */
  void changed(@Nullable String from, String to, String message);
}
