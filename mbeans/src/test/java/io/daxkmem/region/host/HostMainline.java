package io.daxkmem.region.host;

import java.io.IOException;

/**
 * Mainline, which this runs on, with three regions on node 1. The last one keeps the node in use:
 * as the first memory of a node is onlined, mainline allocates the node's kswapd and kcompactd from
 * it. In a kernel zone they could not be moved, and the region never unplugged again.
 */
public final class HostMainline {
  private static final String KEEPER = "bus/dax/devices/dax2.0/state";

  private final HostSysfs sysfs;

  public HostMainline(HostSysfs sysfs) throws IOException {
    this.sysfs = sysfs;
    keep();
  }

  /** Pins a page in the first region, which must be the only other one that is online. */
  public AutoCloseable pinPage() throws IOException {
    sysfs.write(KEEPER, "unplugged");
    HeldMemory page = HeldMemory.pinned(1);
    return () -> {
      page.close();
      keep();
    };
  }

  /** Makes the kernel use the node's kernel zone. */
  public AutoCloseable useForKernel() throws IOException {
    return HeldMemory.used(1, 64);
  }

  private void keep() throws IOException {
    if (!sysfs.read(KEEPER).equals("online_movable")) {
      sysfs.write(KEEPER, "unplugged");
      sysfs.write(KEEPER, "online_movable");
    }
  }
}
