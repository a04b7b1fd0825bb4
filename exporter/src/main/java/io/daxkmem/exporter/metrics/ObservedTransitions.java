package io.daxkmem.exporter.metrics;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts the transitions of regions whose kernel does not, by comparing what successive scrapes
 * saw. Whatever happens between two scrapes and leads back to the same state is missed.
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
   * Compares with the last scrape.
   *
   * @param state as seen now; one that no transition leads to, {@code inconsistent} or {@code
   *     unknown}, is on the way and counts for nothing
   * @return how often each transition was seen so far
   */
  synchronized Map<Transition, Long> count(String device, RegionState state) {
    Observed observed = devices.computeIfAbsent(device, first -> new Observed());
    observed.see(state);
    return Map.copyOf(observed.counts);
  }

  /** The device is not bound to {@code kmem} any more: bound again, it starts from 0. */
  synchronized void forget(String device) {
    devices.remove(device);
  }

  /** Forgets the devices that have gone. */
  synchronized void keepOnly(Set<String> present) {
    devices.keySet().retainAll(present);
  }
}
