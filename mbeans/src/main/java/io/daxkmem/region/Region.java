package io.daxkmem.region;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A snapshot of one dax device, and of its memory.
 *
 * @param device the dax device's name, {@code dax0.0}
 * @param path the path below {@code /sys/devices} of the region that the device belongs to, as
 *     {@code daxctl list -R} shows it: {@code /platform/hmem.0}
 * @param driver the driver it is bound to, {@code kmem}; empty when unbound
 * @param targetNode the NUMA node its memory belongs to, from {@code daxX.Y/target_node}; -1 for
 *     none
 * @param resource its first physical address, from {@code daxX.Y/resource}; empty without the right
 *     to read it
 * @param sizeBytes of the device, from {@code daxX.Y/size}
 * @param kernelInterface where the state comes from; {@link KernelInterface#BLOCKS} for a device
 *     that is not bound to {@code kmem}, which has no attribute
 * @param state {@link RegionState#INCONSISTENT} if mainline's {@code state} and the blocks
 *     disagree; {@link RegionState#UNKNOWN} for a device that is not bound to {@code kmem}, and on
 *     a kernel with {@link KernelInterface#BLOCKS} without the right to read addresses
 * @param blocks also of an unbound device, as memory that was online at the unbind stays; empty
 *     without the right to read addresses
 * @param counters empty on a kernel that does not count
 * @param pending the transition in progress; always empty on a kernel that does not report it
 * @param isProtected whether the kernel currently stops others from changing memory blocks of the
 *     region; empty on a kernel that does not report it
 */
public record Region(
    String device,
    String path,
    String driver,
    int targetNode,
    OptionalLong resource,
    long sizeBytes,
    KernelInterface kernelInterface,
    RegionState state,
    Optional<MemoryBlocks> blocks,
    Optional<TransitionCounters> counters,
    Optional<Transition> pending,
    Optional<Boolean> isProtected) {

  /** The driver that turns a dax device into ordinary memory. */
  public static final String KMEM = "kmem";

  /** Whether the device is bound to {@link #KMEM}. */
  public boolean isKmem() {
    return driver.equals(KMEM);
  }
}
