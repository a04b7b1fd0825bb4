package io.daxkmem.mbeans.operation;

import java.util.Locale;

/** How an operation ended. */
public enum Outcome {
  /** The region is in the state requested. */
  DONE,
  /**
   * The kernel changed nothing: the region's state, the kernel, missing rights or another operation
   * does not allow it.
   */
  REFUSED,
  /** The kernel tried, failed, and rolled back. */
  FAILED,
  /** Somebody cancelled it, and the kernel rolled back. */
  CANCELLED,
  /** It took longer than the caller allowed, and the kernel rolled back. */
  TIMED_OUT;

  /** The word used in labels and messages: the name in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
