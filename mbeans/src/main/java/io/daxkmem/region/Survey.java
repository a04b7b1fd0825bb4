package io.daxkmem.region;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Obstacles to taking a region's memory away, as far as they can be known without trying.
 *
 * @param memory of the region's node, which other regions may share; empty if the node has none
 * @param roomBytes what the other nodes can take at most: free and droppable memory
 * @param freeSwapBytes empty if not known
 * @param users the known processes with memory on the node or bound to it, those with the most
 *     memory first
 * @param seesOthers whether the processes of all users are known, or nobody looked for any
 * @param withKernelPages the region's memory blocks with pages that the kernel uses itself (slab,
 *     page tables) and that cannot be moved; empty if not known
 */
public record Survey(
    Optional<NodeMemory> memory,
    long roomBytes,
    OptionalLong freeSwapBytes,
    List<MemoryUser> users,
    boolean seesOthers,
    Optional<List<MemoryBlock>> withKernelPages) {

  public Survey {
    users = List.copyOf(users);
    withKernelPages = withKernelPages.map(List::copyOf);
  }

  /** Whether the node has no memory but these blocks. */
  public boolean hasNodeAlone(MemoryBlocks blocks) {
    return memory.map(node -> node.totalBytes() <= blocks.onlineBytes()).orElse(true);
  }

  /** Whether the node's memory to be kept does not fit on the other nodes and in swap. */
  public boolean lacksRoom() {
    return memory.map(NodeMemory::keptBytes).orElse(0L) > roomBytes + freeSwapBytes.orElse(0);
  }
}
