package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.Path;

/** The contract on the kernel that this runs on; {@link HostSysfsIT} boots ours for it. */
class HostKernelContract extends KernelContract<HostSysfs> {
  HostKernelContract() {
    super(new HostSysfs(Path.of("/sys")));
  }

  @Override
  AutoCloseable pinPage() throws IOException {
    return HeldMemory.pinned(1);
  }
}
