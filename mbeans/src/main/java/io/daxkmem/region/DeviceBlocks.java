package io.daxkmem.region;

import static io.daxkmem.region.MemoryBlock.State.OFFLINE;
import static io.daxkmem.region.MemoryBlock.State.ONLINE;

/**
 * What the memory blocks of a device say about its state.
 *
 * @param present those that exist now
 * @param possible how many there are when all its ranges are added
 */
record DeviceBlocks(MemoryBlocks present, long possible) {

  /** The state that the blocks alone show, which cannot tell {@code online_kernel}. */
  RegionState state() {
    if (present.blocks().isEmpty()) {
      return RegionState.UNPLUGGED;
    }
    if (present.count(OFFLINE) == possible) {
      return RegionState.OFFLINE;
    }
    if (present.count(ONLINE) != possible) {
      return RegionState.INCONSISTENT;
    }
    return movable() == possible ? RegionState.ONLINE_MOVABLE : RegionState.ONLINE;
  }

  /** What the attribute said, unless the blocks belie it. */
  RegionState confirm(RegionState said) {
    RegionState shown = state();
    boolean agree =
        switch (said) {
          case UNPLUGGED, OFFLINE, ONLINE_MOVABLE -> said == shown;
          case ONLINE -> shown == RegionState.ONLINE || shown == RegionState.ONLINE_MOVABLE;
          case ONLINE_KERNEL -> shown == RegionState.ONLINE && movable() == 0;
          case INCONSISTENT, UNKNOWN -> true;
        };
    return agree ? said : RegionState.INCONSISTENT;
  }

  private long movable() {
    return present.blocks().stream().filter(block -> block.zone().equals("Movable")).count();
  }
}
