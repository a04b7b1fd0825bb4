package io.daxkmem.exporter.metrics;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts transitions where the kernel does not, by comparing the states in successive scrapes.
 * Misses transitions between two scrapes that end in the same state.
 */
final class ObservedTransitions {

  private static final class Observed {
    private final Map<Transition, Long> counts = new EnumMap<>(Transition.class);
    private RegionState last = RegionState.UNKNOWN;

    private void see(RegionState state) {
      for (Transition to : Transition.values()) {
        if (to.target() == state) {
          if (last != RegionState.UNKNOWN && last != state) {
            counts.merge(to, 1L, Long::sum);
          }
          last = state;
        }
      }
    }
  }

  private final Map<String, Observed> devices = new HashMap<>();

  /**
   * Compares the state with that of the last scrape.
   *
   * @param state the current state; {@code inconsistent} and {@code unknown} are ignored, because
   *     no transition leads to them
   * @return how often each transition was seen so far
   */
  synchronized Map<Transition, Long> count(String device, RegionState state) {
    Observed observed = devices.computeIfAbsent(device, first -> new Observed());
    observed.see(state);
    return Map.copyOf(observed.counts);
  }

  /**
   * Forgets a device that is no longer bound to {@code kmem}. After a bind its counts start from 0.
   */
  synchronized void forget(String device) {
    devices.remove(device);
  }

  /** Forgets devices that are gone. */
  synchronized void keepOnly(Set<String> present) {
    devices.keySet().retainAll(present);
  }
}
