package io.daxkmem.region;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A region as it was read at one moment.
 *
 * @param device the dax device's name, {@code dax0.0}
 * @param driver the driver it is bound to, {@code kmem}; empty when unbound
 * @param targetNode the NUMA node its memory belongs to, from {@code daxX.Y/target_node}
 * @param resource its first physical address, from {@code daxX.Y/resource}; empty where the reader
 *     has not the right to know it
 * @param sizeBytes from {@code daxX.Y/size}
 * @param kernelInterface what the state was read from
 * @param state never stale: where the attribute and the blocks disagree, {@link
 *     RegionState#INCONSISTENT}
 * @param blocks empty where the reader has not the right to know the region's addresses
 * @param counters empty on a kernel that does not count
 * @param pending the transition under way; always empty on a kernel that does not tell
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
    Optional<Transition> pending) {}
