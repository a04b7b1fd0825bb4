package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import java.util.EnumMap;
import java.util.Map;

/**
 * A region as it is if nobody else has changed it. The kernel's counters tell even a change that
 * was taken back.
 *
 * @param completed transitions by kind; empty on a kernel that does not count
 */
record Untouched(RegionState state, Map<Transition, Long> completed) {

  /** A region that was not brought to any state since its device was bound. */
  static Untouched sinceBind(Region region) {
    Map<Transition, Long> none = new EnumMap<>(Transition.class);
    counted(region).keySet().forEach(to -> none.put(to, 0L));
    return new Untouched(region.state(), none);
  }

  /** The region after a transition of our own that is done. */
  Untouched after(Transition own) {
    Map<Transition, Long> counts = new EnumMap<>(Transition.class);
    counts.putAll(completed);
    counts.computeIfPresent(own, (to, count) -> count + 1);
    return new Untouched(own.target(), counts);
  }

  /** The region after a transition of our own that failed: as before, or not wholly rolled back. */
  Untouched rolledBack(RegionState now) {
    return now == RegionState.INCONSISTENT ? new Untouched(now, completed) : this;
  }

  boolean is(Region region) {
    return region.state() == state && counted(region).equals(completed);
  }

  private static Map<Transition, Long> counted(Region region) {
    return region.counters().map(TransitionCounters::completed).orElse(Map.of());
  }
}
