package io.daxkmem.region;

import static io.daxkmem.region.MemoryBlock.State.OFFLINE;
import static io.daxkmem.region.MemoryBlock.State.ONLINE;

import java.util.List;

/**
 * The memory blocks of a region that exist now: none when it is unplugged.
 *
 * @param blockSizeBytes {@code /sys/devices/system/memory/block_size_bytes}
 * @param possible how many there are when all of the region's memory is added
 * @param blocks in the order of their addresses within each of the region's ranges
 */
public record MemoryBlocks(long blockSizeBytes, long possible, List<MemoryBlock> blocks) {

  public MemoryBlocks {
    blocks = List.copyOf(blocks);
  }

  /** How many blocks are in that state. */
  public long count(MemoryBlock.State state) {
    return blocks.stream().filter(block -> block.state() == state).count();
  }

  /** How many blocks are in use as RAM: online or going offline. */
  public long inUse() {
    return blocks.size() - count(OFFLINE);
  }

  /** How many blocks are online in {@code ZONE_MOVABLE}. */
  public long movable() {
    return blocks.stream().filter(MemoryBlock::isMovable).count();
  }

  /** Bytes in use as RAM: {@link #inUse()} times the block size. */
  public long onlineBytes() {
    return blockSizeBytes * inUse();
  }

  /** The state that the blocks alone show, which cannot tell {@code online_kernel}. */
  RegionState state() {
    if (blocks.isEmpty()) {
      return RegionState.UNPLUGGED;
    }
    if (count(OFFLINE) == possible) {
      return RegionState.OFFLINE;
    }
    if (count(ONLINE) != possible) {
      return RegionState.INCONSISTENT;
    }
    return movable() == possible ? RegionState.ONLINE_MOVABLE : RegionState.ONLINE;
  }

  /** What an attribute said, unless the blocks belie it. */
  RegionState confirm(RegionState said) {
    RegionState shown = state();
    boolean agree =
        switch (said) {
          case UNPLUGGED, OFFLINE, ONLINE_MOVABLE -> said == shown;
          case ONLINE -> shown.isOnline();
          case ONLINE_KERNEL -> shown.isOnline() && movable() == 0;
          case INCONSISTENT, UNKNOWN -> true;
        };
    return agree ? said : RegionState.INCONSISTENT;
  }
}
