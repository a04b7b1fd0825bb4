package io.daxkmem.mbeans;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The transitions that the kernel counted for a region, so far as they were announced. What it
 * counted beyond them happened without being seen.
 */
final class AnnouncedTransitions {
  private final Map<Transition, Long> announced = new EnumMap<>(Transition.class);

  AnnouncedTransitions(Map<Transition, Long> counts) {
    announced.putAll(counts);
  }

  /** A transition to that state is announced, which the kernel may count a moment later. */
  void add(RegionState state) {
    transition(state).ifPresent(to -> announced.merge(to, 1L, Long::sum));
  }

  /**
   * The transitions that were not announced, as words: {@code 1 to offline, 2 to online}; empty
   * where there were none. From then on they count as announced.
   */
  String missed(Map<Transition, Long> counts) {
    if (total(counts) < total(announced) - 1) {
      // the device was bound again, and the kernel counts from the beginning
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
