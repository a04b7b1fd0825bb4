package io.daxkmem.region;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What procfs shows of memory use, as far as this program has the rights to see it. */
public interface Procfs {

  /** Free swap in bytes; empty if not known. */
  OptionalLong freeSwapBytes();

  /**
   * The processes with memory on a node or bound to it, those with the most memory first.
   *
   * @param others the other nodes that have memory
   * @param progress runs after each process, as reading the maps of all may take long
   */
  List<MemoryUser> users(int node, Set<Integer> others, Runnable progress);

  /** Whether the processes of other users can be seen, too. */
  boolean seesOthers();

  /**
   * Counts the pages in a range that the kernel uses itself (slab, page tables) and that cannot be
   * moved.
   *
   * @param start the first physical address
   * @throws IOException if it cannot be read, for lack of rights for instance
   */
  long kernelPages(long start, long bytes) throws IOException;
}
