package io.daxkmem.mbeans.operation;

/** Tries to change a region, which go on until somebody wants otherwise. */
@FunctionalInterface
interface OngoingTries {
  /** No tries. */
  OngoingTries NONE = why -> false;

  /**
   * Ends them for good, unless they are over.
   *
   * @param why as a sentence, for the log
   * @return whether they went on until now
   */
  boolean end(String why);
}
