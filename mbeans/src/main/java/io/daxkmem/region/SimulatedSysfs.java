package io.daxkmem.region;

/** A simulated kernel. */
final class SimulatedSysfs {
  private SimulatedSysfs() {}
}
