package io.daxkmem.region;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** What the kernel tells of the use of memory, as far as this program may know it. */
public interface Procfs {

  /** Bytes of swap that are free; empty where it cannot be told. */
  OptionalLong freeSwapBytes();

  /** The processes with memory on a node, those with most first. */
  List<MemoryUser> users(int node);

  /**
   * How many pages of a range hold what the kernel uses for itself (slab, page tables), which
   * cannot be moved.
   *
   * @param start the first address
   * @throws IOException without the right to know
   */
  long kernelPages(long start, long bytes) throws IOException;
}
