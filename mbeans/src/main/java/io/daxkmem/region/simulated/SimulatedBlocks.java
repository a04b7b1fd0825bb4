package io.daxkmem.region.simulated;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The memory blocks of one device. They exist from {@link #add} to {@link #remove}. */
final class SimulatedBlocks {

  /** Who is told when somebody else writes to the {@code state} of a block. */
  interface Owner {
    Owner NOBODY = new Owner() {};

    /** Called before the block changes. */
    default void beforeChange() throws RefusedException {}

    /** Called after it has changed. */
    default void afterChange() {}
  }

  private final SimulatedMemory memory;
  private final List<SimulatedBlock> blocks;
  private volatile Owner owner = Owner.NOBODY;
  private volatile boolean added;

  SimulatedBlocks(SimulatedMemory memory, List<SimulatedBlock> blocks) {
    this.memory = memory;
    this.blocks = blocks;
  }

  boolean areAdded() {
    return added;
  }

  /** Adds all of them, offline. */
  void add() {
    blocks.forEach(block -> block.add(word -> memory.storeBlock(block, word, owner)));
    added = true;
  }

  void setOwner(Owner owner) {
    this.owner = owner;
  }

  /** What happens when the device is unbound: they are removed, unless one is online. */
  void leave() {
    owner = Owner.NOBODY;
    if (none(SimulatedBlock::isOnline)) {
      remove();
    }
  }

  void remove() {
    blocks.forEach(SimulatedBlock::remove);
    added = false;
  }

  /** Onlines those that are offline, if that is a state of online memory. */
  void online(RegionState type) {
    SimulatedMemory.zone(type)
        .ifPresent(
            zone ->
                blocks.stream()
                    .filter(block -> !block.isOnline())
                    .forEach(block -> block.online(zone)));
  }

  /**
   * Offlines all of them. After a failure, brings those already offlined back online in their
   * zones.
   */
  void offline() throws RefusedException, InterruptedException {
    List<Runnable> undo = new ArrayList<>();
    try {
      for (SimulatedBlock block : blocks) {
        if (block.isOnline()) {
          String zone = block.zone();
          block.offline();
          undo.add(() -> block.online(zone));
        }
      }
    } catch (RefusedException | InterruptedException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  boolean all(Predicate<SimulatedBlock> property) {
    return blocks.stream().allMatch(property);
  }

  boolean none(Predicate<SimulatedBlock> property) {
    return blocks.stream().noneMatch(property);
  }
}
