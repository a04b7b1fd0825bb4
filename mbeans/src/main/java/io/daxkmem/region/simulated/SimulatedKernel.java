package io.daxkmem.region.simulated;

/** The kernels that can be simulated. */
public enum SimulatedKernel {
  /** Ours, with {@code hotplug} and {@code hotplug_stats/}. */
  PATCHED,
  /** Mainline since 7.3, with {@code state}. */
  MAINLINE
}
