package io.daxkmem.region;

/**
 * A range of physical addresses, both ends included: {@code mappingN/start} and {@code
 * mappingN/end} of a device.
 */
record AddressRange(long start, long end) {

  /** The number of the first memory block that lies within it as a whole; kmem uses no others. */
  long firstBlock(long blockSizeBytes) {
    return (start + blockSizeBytes - 1) / blockSizeBytes;
  }

  /** How many memory blocks lie within it as a whole. */
  long blocks(long blockSizeBytes) {
    return Math.max(0, (end + 1) / blockSizeBytes - firstBlock(blockSizeBytes));
  }
}
