package io.daxkmem.mbeans;

import io.daxkmem.region.host.HostMainline;
import io.daxkmem.region.host.HostProcfs;
import io.daxkmem.region.host.HostSysfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The MBeans on mainline, which this runs on. */
class HostMainlineMBeans extends MainlineMBeans<HostSysfs> {
  private final HostMainline host;

  HostMainlineMBeans() throws IOException {
    super(new HostSysfs(Path.of("/sys")), Optional.of(new HostProcfs(Path.of("/proc"))));
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
