package io.daxkmem.mbeans.operation;

import java.util.Locale;

/** How an operation ended. */
public enum Outcome {
  /** The region is in the state asked for. */
  DONE,
  /** Nothing was tried: the state of the region, this kernel or another operation forbids it. */
  REFUSED,
  /** The kernel tried, could not, and left the region in the state it was in. */
  FAILED,
  /** Somebody cancelled it, and the kernel left the region in the state it was in. */
  CANCELLED,
  /** It took longer than the caller allowed, and the kernel left the region as it was. */
  TIMED_OUT;

  /** The word used in labels and messages: the name in lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
