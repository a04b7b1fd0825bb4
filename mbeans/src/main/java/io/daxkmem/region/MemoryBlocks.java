package io.daxkmem.region;

import static io.daxkmem.region.MemoryBlock.State.OFFLINE;
import static io.daxkmem.region.MemoryBlock.State.ONLINE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The memory blocks of a region that currently exist. An unplugged region has none. */
public final class MemoryBlocks {
  private final long blockSizeBytes;
  private final long possible;
  private final List<MemoryBlock> blocks;
  private final Map<MemoryBlock.State, Long> counts = new EnumMap<>(MemoryBlock.State.class);
  private final long movable;

  /**
   * Counts the blocks here, once, because each scrape asks for the counts.
   *
   * @param blockSizeBytes from {@code /sys/devices/system/memory/block_size_bytes}
   * @param possible how many blocks there are when all of the region's memory is added
   * @param blocks in the order of their addresses within each of the region's ranges
   */
  public MemoryBlocks(long blockSizeBytes, long possible, List<MemoryBlock> blocks) {
    this.blockSizeBytes = blockSizeBytes;
    this.possible = possible;
    this.blocks = List.copyOf(blocks);
    for (MemoryBlock block : blocks) {
      counts.merge(block.state(), 1L, Long::sum);
    }
    this.movable = blocks.stream().filter(MemoryBlock::isMovable).count();
  }

  /** Bytes of one block. */
  public long blockSizeBytes() {
    return blockSizeBytes;
  }

  /** How many blocks there are when all of the region's memory is added. */
  public long possible() {
    return possible;
  }

  /** The blocks in the order of their addresses within each of the region's ranges. */
  public List<MemoryBlock> blocks() {
    return blocks;
  }

  /** How many blocks are in this state. */
  public long count(MemoryBlock.State state) {
    return counts.getOrDefault(state, 0L);
  }

  /** How many blocks are in use as RAM: online or going offline. */
  public long inUse() {
    return blocks.size() - count(OFFLINE);
  }

  /** How many blocks are online in {@code ZONE_MOVABLE}. */
  public long movable() {
    return movable;
  }

  /** Bytes in use as RAM: {@link #inUse()} times the block size. */
  public long onlineBytes() {
    return blockSizeBytes * inUse();
  }

  /**
   * Derives the state from the blocks. Never returns {@code ONLINE_KERNEL}, which the blocks cannot
   * show.
   */
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
    return movable == possible ? RegionState.ONLINE_MOVABLE : RegionState.ONLINE;
  }

  /** The state that an attribute shows, or {@code INCONSISTENT} if the blocks contradict it. */
  RegionState confirm(RegionState said) {
    RegionState shown = state();
    boolean agree =
        switch (said) {
          case UNPLUGGED, OFFLINE, ONLINE_MOVABLE -> said == shown;
          case ONLINE -> shown.isOnline();
          case ONLINE_KERNEL -> shown.isOnline() && movable == 0;
          case INCONSISTENT, UNKNOWN -> true;
        };
    return agree ? said : RegionState.INCONSISTENT;
  }
}
