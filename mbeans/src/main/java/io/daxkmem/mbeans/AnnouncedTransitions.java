package io.daxkmem.mbeans;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The transitions of a region announced so far. Where the kernel has counted more, some were
 * missed.
 */
final class AnnouncedTransitions {
  private final Map<Transition, Long> announced = new EnumMap<>(Transition.class);

  AnnouncedTransitions(Map<Transition, Long> counts) {
    announced.putAll(counts);
  }

  /**
   * Records that a transition to this state was announced. The kernel may count it a moment later.
   */
  void add(RegionState state) {
    transition(state).ifPresent(to -> announced.merge(to, 1L, Long::sum));
  }

  /**
   * Describes the transitions that were counted but not announced, such as {@code 1 to offline, 2
   * to online}, and records them as announced. Empty if there are none.
   */
  String missed(Map<Transition, Long> counts) {
    if (total(counts) < total(announced) - 1) {
      // the device was bound again, so the kernel's counters started again from 0
      announced.putAll(counts);
    }
    String missed =
        Arrays.stream(Transition.values())
            .filter(to -> more(counts, to) > 0)
            .map(to -> more(counts, to) + " to " + to.target().text())
            .collect(Collectors.joining(", "));
    counts.forEach((to, count) -> announced.merge(to, count, Math::max));
    return missed;
  }

  private long more(Map<Transition, Long> counts, Transition to) {
    return counts.getOrDefault(to, 0L) - announced.getOrDefault(to, 0L);
  }

  private static long total(Map<Transition, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Optional<Transition> transition(RegionState state) {
    return Arrays.stream(Transition.values()).filter(to -> to.target() == state).findFirst();
  }
}
