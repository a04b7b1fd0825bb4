package io.daxkmem.region;

import java.util.Map;

/**
 * What the kernel counted for a region since its device was bound, from {@code
 * daxX.Y/hotplug_stats/}.
 *
 * @param completed transitions completed, each kind present
 * @param failed transitions that failed or were interrupted, and were rolled back
 * @param refused changes of a memory block by somebody else that the kernel refused
 * @param busyNanos nanoseconds spent in transitions
 */
public record TransitionCounters(
    Map<Transition, Long> completed, long failed, long refused, long busyNanos) {

  public TransitionCounters {
    completed = Map.copyOf(completed);
  }

  /** How many transitions of that kind were completed. */
  public long completed(Transition to) {
    return completed.getOrDefault(to, 0L);
  }
}
