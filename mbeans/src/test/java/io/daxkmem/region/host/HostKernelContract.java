package io.daxkmem.region.host;

import io.daxkmem.region.KernelContract;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the contract on the current kernel; {@link HostSysfsIT} boots ours for it. */
class HostKernelContract extends KernelContract<HostSysfs> {
  HostKernelContract() {
    super(new HostSysfs(Path.of("/sys")));
  }

  @Override
  protected AutoCloseable pinPage() throws IOException {
    return HeldMemory.pinned(1);
  }
}
