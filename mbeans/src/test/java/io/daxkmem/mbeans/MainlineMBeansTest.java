package io.daxkmem.mbeans;

import io.daxkmem.region.simulated.SimulatedKernel;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.util.Optional;

/** The MBeans on the simulated mainline. */
class MainlineMBeansTest extends MainlineMBeans<SimulatedSysfs> {
  MainlineMBeansTest() {
    super(new SimulatedSysfs(1, SimulatedKernel.MAINLINE), Optional.empty());
  }

  @Override
  protected AutoCloseable pinPage() {
    sysfs.pinPage(35);
    return () -> sysfs.freePages(35);
  }

  @Override
  protected AutoCloseable useForKernel() {
    sysfs.useForKernel(35);
    return () -> sysfs.freePages(35);
  }
}
