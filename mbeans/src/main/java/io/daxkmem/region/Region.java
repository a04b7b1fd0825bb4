package io.daxkmem.region;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A region as it was read at one moment.
 *
 * @param device the dax device's name, {@code dax0.0}
 * @param driver the driver it is bound to, {@code kmem}; empty when unbound
 * @param targetNode the NUMA node its memory belongs to, from {@code daxX.Y/target_node}; -1 where
 *     it is known to none
 * @param resource its first physical address, from {@code daxX.Y/resource}; empty where the reader
 *     has not the right to know it
 * @param sizeBytes from {@code daxX.Y/size}
 * @param kernelInterface what the state was read from; {@link KernelInterface#BLOCKS} for a device
 *     that is not bound to {@code kmem}, as only then there is an attribute
 * @param state never stale: where the attribute and the blocks disagree, {@link
 *     RegionState#INCONSISTENT}; {@link RegionState#UNKNOWN} for a device that is not bound to
 *     {@code kmem}, and where it cannot be told without the right to know the region's addresses
 * @param blocks whatever the device is bound to: memory stays when it was online at the unbind;
 *     empty where the reader has not the right to know the region's addresses
 * @param counters empty on a kernel that does not count
 * @param pending the transition under way; always empty on a kernel that does not tell
 * @param isProtected whether the kernel refuses everybody else to change memory blocks of the
 *     region now; empty on a kernel that does not tell
 */
public record Region(
    String device,
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

  /** The driver that makes ordinary memory of a dax device. */
  public static final String KMEM = "kmem";

  /** Whether its device is bound to {@link #KMEM}. */
  public boolean isKmem() {
    return driver.equals(KMEM);
  }
}
