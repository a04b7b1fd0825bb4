package io.daxkmem.mbeans.operation;

/** Tries to change a region, which go on until somebody wants otherwise. */
interface OngoingTries {
  /** No tries. */
  OngoingTries NONE =
      new OngoingTries() {
        @Override
        public boolean end(String why) {
          return false;
        }

        @Override
        public void operated(String why) {}
      };

  /**
   * Ends them for good, unless they are over.
   *
   * @param why as a sentence, for the log
   * @return whether they went on until now
   */
  boolean end(String why);

  /**
   * Ends them for good, because somebody operates the region. That is remembered even if they are
   * over, or if no state is wanted of the region yet: not every kernel tells that it was changed.
   *
   * @param why as a sentence, for the log
   */
  void operated(String why);
}
