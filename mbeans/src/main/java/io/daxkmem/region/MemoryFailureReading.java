package io.daxkmem.region;

import java.io.IOException;
import java.util.Map;

/** The result of reading the memory failures of one of several nodes: pages or an exception. */
@FunctionalInterface
public interface MemoryFailureReading {

  /**
   * The pages of the node that had an uncorrectable error since boot, by outcome. Empty if the
   * kernel does not count them (before 6.3), or the node has no memory now.
   *
   * @throws IOException if they could not be read; see {@link Regions#read}
   */
  Map<MemoryFailure, Long> get() throws IOException;
}
