package io.daxkmem.mbeans;

import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HostSysfs;
import java.nio.file.Path;

/** Unplugs a region in its own JVM, which the test kills meanwhile. */
final class DyingOperator {
  private DyingOperator() {}

  public static void main(String[] arguments) throws Exception {
    new Regions(new HostSysfs(Path.of("/sys"))).change("dax0.0", Transition.UNPLUG);
  }
}
