package io.daxkmem.region;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What may stand in the way of taking a region's memory away, as far as it can be known without
 * trying.
 *
 * @param memory of the region's node, which other regions may share; empty where it has none
 * @param roomBytes what the other nodes could take at most: free, or held by what can be dropped
 * @param freeSwapBytes empty where it cannot be told
 * @param users the processes with memory on the node, those with most first, as far as they can be
 *     known
 * @param withKernelPages the region's memory blocks that hold pages which the kernel uses for
 *     itself (slab, page tables) and which cannot be moved; empty where it cannot be told
 */
public record Survey(
    Optional<NodeMemory> memory,
    long roomBytes,
    OptionalLong freeSwapBytes,
    List<MemoryUser> users,
    Optional<List<MemoryBlock>> withKernelPages) {

  public Survey {
    users = List.copyOf(users);
    withKernelPages = withKernelPages.map(List::copyOf);
  }

  /** Whether what is kept on the node can find no other place. */
  public boolean lacksRoom() {
    return memory.map(NodeMemory::keptBytes).orElse(0L) > roomBytes + freeSwapBytes.orElse(0);
  }
}
