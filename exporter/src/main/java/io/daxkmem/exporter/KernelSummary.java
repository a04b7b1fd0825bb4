package io.daxkmem.exporter;

import io.daxkmem.region.Regions;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Which of the kernel's interfaces this machine's regions have, for the log. */
final class KernelSummary {
  private static final String NONE = "none";

  private KernelSummary() {}

  /** The words of all that were found; {@code none} where no device is bound to kmem. */
  static String interfaces(Regions regions) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String device : regions.kmemDevices()) {
      found.add(regions.kernelInterface(device).text());
    }
    return found.isEmpty() ? NONE : String.join(",", found);
  }
}
