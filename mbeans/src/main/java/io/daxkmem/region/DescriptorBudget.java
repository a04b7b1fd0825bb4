package io.daxkmem.region;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits how many memory block files are kept open, because the process may belong to another
 * application.
 */
final class DescriptorBudget {
  private static final int SHARE = 4;
  private static final int CAUTIOUS = 256;

  private final AtomicInteger left;

  DescriptorBudget(int most) {
    left = new AtomicInteger(most);
  }

  /** A quarter of this process's limit of open files. */
  static DescriptorBudget ofThisProcess() {
    return new DescriptorBudget(OpenFiles.limit().orElse(CAUTIOUS) / SHARE);
  }

  /** Takes that many; if fewer are left, takes none and returns false. */
  boolean take(int descriptors) {
    if (left.addAndGet(-descriptors) >= 0) {
      return true;
    }
    left.addAndGet(descriptors);
    return false;
  }

  void giveBack(int descriptors) {
    left.addAndGet(descriptors);
  }
}
