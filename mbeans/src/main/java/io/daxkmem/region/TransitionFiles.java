package io.daxkmem.region;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The {@code hotplug_stats/} of a device, as they were read last. */
final class TransitionFiles {
  /** The folder's name. */
  static final String STATS = "hotplug_stats";

  private final Map<Transition, HeldAttribute> completed = new EnumMap<>(Transition.class);
  private final HeldAttribute failed;
  private final HeldAttribute refused;
  private final HeldAttribute busy;
  private final HeldAttribute pending;

  /**
   * @param attributes where they are opened, and read again with the others
   * @param folder the device's
   */
  TransitionFiles(HeldAttributes attributes, String folder) throws IOException {
    String stats = folder + "/" + STATS + "/";
    for (Transition transition : Transition.values()) {
      completed.put(transition, attributes.open(stats + transition.text()));
    }
    failed = attributes.open(stats + "failed");
    refused = attributes.open(stats + "refused");
    busy = attributes.open(stats + "busy_ns");
    pending = attributes.open(stats + "pending");
  }

  TransitionCounters counters() throws IOException {
    Map<Transition, Long> counts = new EnumMap<>(Transition.class);
    for (Map.Entry<Transition, HeldAttribute> counter : completed.entrySet()) {
      counts.put(counter.getKey(), counter.getValue().decimal());
    }
    return new TransitionCounters(counts, failed.decimal(), refused.decimal(), busy.decimal());
  }

  Optional<Transition> pending() throws IOException {
    String word = pending.text();
    Optional<Transition> to = Transition.of(word);
    if (to.isEmpty() && !word.equals("none")) {
      throw pending.unexpected("a transition");
    }
    return to;
  }
}
