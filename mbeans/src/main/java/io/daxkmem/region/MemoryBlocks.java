package io.daxkmem.region;

import java.util.List;

/**
 * The memory blocks of a region that exist now: none when it is unplugged.
 *
 * @param blockSizeBytes {@code /sys/devices/system/memory/block_size_bytes}
 * @param blocks in the order of their numbers
 */
public record MemoryBlocks(long blockSizeBytes, List<MemoryBlock> blocks) {

  public MemoryBlocks {
    blocks = List.copyOf(blocks);
  }

  /** How many blocks are in that state. */
  public long count(MemoryBlock.State state) {
    return blocks.stream().filter(block -> block.state() == state).count();
  }

  /** Bytes in use as RAM: blocks online or going offline, times the block size. */
  public long onlineBytes() {
    return blockSizeBytes * (blocks.size() - count(MemoryBlock.State.OFFLINE));
  }
}
