package io.daxkmem.mbeans.operation;

import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A region as it is if nobody else has changed it. The kernel's counters tell even a change that
 * was taken back.
 *
 * @param completed transitions by kind; empty on a kernel that does not count
 */
record Untouched(RegionState state, Map<Transition, Long> completed) {

  Untouched {
    completed = Map.copyOf(completed);
  }

  /** A region that was not brought to any state since its device was bound. */
  static Untouched sinceBind(Region region) {
    Map<Transition, Long> none = new EnumMap<>(Transition.class);
    counted(region).keySet().forEach(to -> none.put(to, 0L));
    return new Untouched(region.state(), none);
  }

  /** What {@link #text} has made; empty for another text. */
  static Optional<Untouched> of(String text) {
    try {
      List<String> words = List.of(text.split(" ", -1));
      Map<Transition, Long> counts = new EnumMap<>(Transition.class);
      for (String word : words.subList(1, words.size())) {
        int equals = word.indexOf('=');
        Transition to = Transition.of(word.substring(0, equals)).orElseThrow();
        counts.put(to, Long.parseLong(word.substring(equals + 1)));
      }
      return Optional.of(new Untouched(RegionState.of(words.get(0)), counts))
          .filter(one -> one.text().equals(text));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The state and the counters: {@code unplugged offline=0 unplug=1}. */
  String text() {
    return Stream.concat(
            Stream.of(state.text()),
            completed.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getKey().text() + "=" + one.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** All that the region may be if this program ends during a transition of its own. */
  Set<Untouched> during(Transition own) {
    return Stream.of(this, after(own), rolledBack(RegionState.INCONSISTENT))
        .collect(Collectors.toUnmodifiableSet());
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

  /** Whether the kernel has counted less than this since: the device was bound again. */
  boolean isOfAnEarlierBind(Region region) {
    Map<Transition, Long> now = counted(region);
    return completed.entrySet().stream()
        .anyMatch(one -> now.getOrDefault(one.getKey(), one.getValue()) < one.getValue());
  }

  private static Map<Transition, Long> counted(Region region) {
    return region.counters().map(TransitionCounters::completed).orElse(Map.of());
  }
}
