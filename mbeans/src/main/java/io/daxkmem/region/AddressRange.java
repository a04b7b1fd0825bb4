package io.daxkmem.region;

/**
 * A range of physical addresses in bytes, from a device's {@code mappingN/start} and {@code
 * mappingN/end}. Both ends are included.
 */
record AddressRange(long start, long end) {

  /**
   * The number of the first memory block that lies entirely within the range. kmem uses only such
   * blocks.
   */
  long firstBlock(long blockSizeBytes) {
    return (start + blockSizeBytes - 1) / blockSizeBytes;
  }

  /** How many memory blocks lie entirely within the range. */
  long blocks(long blockSizeBytes) {
    return Math.max(0, (end + 1) / blockSizeBytes - firstBlock(blockSizeBytes));
  }
}
