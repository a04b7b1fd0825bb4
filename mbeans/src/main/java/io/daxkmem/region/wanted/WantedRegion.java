package io.daxkmem.region.wanted;

import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;

/**
 * A line of a file: which regions, and the state that they should have.
 *
 * @param selector selects the regions
 * @param to the transition to the wanted state
 * @param line its number in the file, from 1 on
 */
public record WantedRegion(RegionSelector selector, Transition to, int line) {

  /** Whether it is about this region, which is bound to {@code kmem}. */
  public boolean selects(Region region) {
    return region.isKmem() && selector.selects(region);
  }

  /** The wanted state. */
  public RegionState state() {
    return to.target();
  }

  /** As in the file: {@code node=2 online_movable}. */
  public String text() {
    return selector.text() + " " + state().text();
  }

  /** Whether this is the wanted state. {@code online} leaves the zones to others. */
  public boolean isMetBy(RegionState state) {
    return state == state() || (state() == RegionState.ONLINE && state.isOnline());
  }
}
