package io.daxkmem.region;

import java.util.Map;

/**
 * The kernel's counters of a region since its device was bound, from {@code daxX.Y/hotplug_stats/}.
 *
 * @param completed transitions by kind; every kind is present
 * @param failed transitions that failed or were interrupted, and were rolled back
 * @param refused attempts by others to change a memory block, refused by the kernel
 * @param busyNanos nanoseconds spent in transitions
 */
public record TransitionCounters(
    Map<Transition, Long> completed, long failed, long refused, long busyNanos) {

  public TransitionCounters {
    completed = Map.copyOf(completed);
  }

  /** How many transitions of this kind were completed. */
  public long completed(Transition to) {
    return completed.getOrDefault(to, 0L);
  }
}
