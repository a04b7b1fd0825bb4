package io.daxkmem.region;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of {@code hotplug} and {@code hotplug_stats/} of a device, read together. The
 * attributes exist while it is bound to {@code kmem} on our kernel.
 *
 * @param protectedNow empty on a kernel without {@code hotplug_stats/protected}
 */
record HotplugTexts(
    AttributeText hotplug,
    Map<Transition, AttributeText> completed,
    AttributeText failed,
    AttributeText refused,
    AttributeText busyNanos,
    AttributeText pending,
    Optional<AttributeText> protectedNow) {

  /**
   * All texts, in order. Compared instead of the records, because the JVM makes a record's {@code
   * equals} of method handles when it is first called, which takes as long as all else of the first
   * scrape.
   */
  List<String> all() {
    List<String> all = new ArrayList<>();
    all.add(hotplug.text());
    completed.values().forEach(counter -> all.add(counter.text()));
    all.addAll(List.of(failed.text(), refused.text(), busyNanos.text(), pending.text()));
    protectedNow.ifPresent(attribute -> all.add(attribute.text()));
    return all;
  }

  StateReading state() throws IOException {
    return new StateReading(RegionState.of(hotplug.text()), Optional.of(counters()));
  }

  private TransitionCounters counters() throws IOException {
    Map<Transition, Long> counts = new EnumMap<>(Transition.class);
    for (Map.Entry<Transition, AttributeText> counter : completed.entrySet()) {
      counts.put(counter.getKey(), counter.getValue().count());
    }
    return new TransitionCounters(counts, failed.count(), refused.count(), busyNanos.count());
  }

  Optional<Transition> transition() throws IOException {
    String word = pending.text();
    Optional<Transition> to = Transition.of(word);
    if (to.isEmpty() && !word.equals("none")) {
      throw pending.unexpected("a transition");
    }
    return to;
  }

  Optional<Boolean> isProtected() throws IOException {
    return protectedNow.isPresent() ? Optional.of(protectedNow.get().bit()) : Optional.empty();
  }
}
