package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.Locale;

/** The values of {@code kmem}'s parameter {@code protect}. */
enum Protection {
  /** From the first write to a device's {@code hotplug} on, until it is unbound. */
  MANAGED,
  ALWAYS,
  NEVER;

  /** The one of that word; {@code Y} and {@code N} are as old as the parameter. */
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
