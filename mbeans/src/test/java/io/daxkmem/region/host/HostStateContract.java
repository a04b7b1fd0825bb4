package io.daxkmem.region.host;

import io.daxkmem.region.StateContract;
import java.io.IOException;
import java.nio.file.Path;

/** Runs the contract of mainline on the current kernel; {@link HostSysfsIT} boots a stock 7.3. */
class HostStateContract extends StateContract<HostSysfs> {
  private final HostMainline host;

  HostStateContract() throws IOException {
    super(new HostSysfs(Path.of("/sys")));
    host = new HostMainline(sysfs);
  }

  @Override
  protected AutoCloseable pinPage() throws IOException {
    return host.pinPage();
  }

  @Override
  protected AutoCloseable useForKernel() throws IOException {
    return host.useForKernel();
  }
}
