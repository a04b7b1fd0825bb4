package io.daxkmem.region.simulated;

import io.daxkmem.region.StateContract;

/** Runs the contract of mainline on the simulation. */
class MainlineTest extends StateContract<SimulatedSysfs> {
  MainlineTest() {
    super(new SimulatedSysfs(2, SimulatedKernel.MAINLINE));
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
