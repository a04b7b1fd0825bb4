package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.Locale;

/** The values of {@code kmem}'s parameter {@code protect}. */
enum Protection {
  /** Protected from the first valid write to {@code hotplug} until the device is unbound. */
  MANAGED,
  ALWAYS,
  NEVER;

  /**
   * Parses a value; {@code Y} and {@code N} are older forms of {@code always} and {@code never}.
   */
  static Protection of(String word) throws RefusedException {
    return switch (word) {
      case "managed" -> MANAGED;
      case "always", "Y" -> ALWAYS;
      case "never", "N" -> NEVER;
      default -> throw new RefusedException(Errno.EINVAL);
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
