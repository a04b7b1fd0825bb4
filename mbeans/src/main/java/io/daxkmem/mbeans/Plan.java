package io.daxkmem.mbeans;

import static io.daxkmem.region.RegionState.INCONSISTENT;
import static io.daxkmem.region.RegionState.UNPLUGGED;

import io.daxkmem.region.KernelInterface;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Region;
import io.daxkmem.region.Transition;

/**
 * Whether a transition may work, by what can be known without trying.
 *
 * @param verdict yes, no or maybe
 * @param reason a sentence
 */
record Plan(String verdict, String reason) {

  static Plan of(Region region, Transition to) {
    if (region.kernelInterface() == KernelInterface.BLOCKS) {
      return no("This kernel cannot change all memory blocks of a region at once.");
    }
    if (region.state() == to.target()) {
      return yes("It is %s already; nothing has to change.".formatted(to.target().text()));
    }
    return to.target().isOnline() ? online(region) : takeAway(region, to);
  }

  /** As an MBean gives it. */
  String[] lines() {
    return new String[] {verdict, reason};
  }

  private static Plan online(Region region) {
    return region.state().isOnline() || region.state() == INCONSISTENT
        ? no("Memory that is online changes its zone only by way of offline or unplug.")
        : yes("None of its memory is in use.");
  }

  private static Plan takeAway(Region region, Transition to) {
    if (to == Transition.OFFLINE && region.kernelInterface() == KernelInterface.STATE) {
      return no("This kernel cannot offline a region and keep its memory added; unplug it.");
    }
    if (to == Transition.OFFLINE && region.state() == UNPLUGGED) {
      return no("It has no memory that could be taken out of use.");
    }
    return region
        .blocks()
        .map(Plan::takeAway)
        .orElseGet(() -> maybe("This program may not know the region's memory blocks."));
  }

  private static Plan takeAway(MemoryBlocks blocks) {
    long inUse = blocks.inUse();
    long elsewhere = inUse - blocks.movable();
    if (inUse == 0) {
      return yes("None of its memory is in use.");
    }
    return elsewhere == 0
        ? maybe(
            "All %d memory blocks in use are in ZONE_MOVABLE: they can be taken away unless pages are pinned or other memory cannot hold their content."
                .formatted(inUse))
        : maybe(
            "%d of %d memory blocks in use are not in ZONE_MOVABLE, where the kernel may have pages that cannot be moved."
                .formatted(elsewhere, inUse));
  }

  private static Plan yes(String reason) {
    return new Plan("yes", reason);
  }

  private static Plan no(String reason) {
    return new Plan("no", reason);
  }

  private static Plan maybe(String reason) {
    return new Plan("maybe", reason);
  }
}
