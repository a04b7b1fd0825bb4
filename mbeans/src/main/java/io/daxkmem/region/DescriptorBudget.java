package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Limits how many memory block files are kept open, because the process may belong to another
 * application.
 */
final class DescriptorBudget {
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");
  private static final int SHARE = 4;
  private static final int CAUTIOUS = 256;

  private final AtomicInteger left;

  DescriptorBudget(int most) {
    left = new AtomicInteger(most);
  }

  /** A quarter of this process's limit of open files, from {@code /proc/self/limits}. */
  static DescriptorBudget ofThisProcess() {
    return new DescriptorBudget(limit() / SHARE);
  }

  private static int limit() {
    try {
      return LIMIT
          .matcher(Files.readString(Path.of("/proc/self/limits")))
          .results()
          .map(
              (MatchResult line) ->
                  (int) Math.min(Integer.MAX_VALUE, Long.parseLong(line.group(1))))
          .findFirst()
          .orElse(CAUTIOUS);
    } catch (IOException e) {
      return CAUTIOUS;
    }
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
