package io.daxkmem.mbeans;

import io.daxkmem.log.ReadFailures;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.StateReading;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Announces each change of a region's state once, when the kernel notifies of it. The kernel may
 * notify once for several changes; its counters then show the transitions that were missed.
 */
final class StateAnnouncer {
  private static final int MOST_READINGS = 10;

  private final String device;
  private final Regions regions;
  private final Executor executor;
  private final AttributeChanges changes;
  private final ReadFailures failures = new ReadFailures();
  private Sysfs.Watch watch = () -> {};
  private RegionState announced = RegionState.UNKNOWN;
  private @Nullable AnnouncedTransitions transitions;

  /**
   * @param executor reads and announces the state, so that the thread that delivers the kernel's
   *     notifications is not held up
   */
  StateAnnouncer(String device, Regions regions, Executor executor, AttributeChanges changes) {
    this.device = device;
    this.regions = regions;
    this.executor = executor;
    this.changes = changes;
  }

  /**
   * Renews the watch, because a device that was bound again has a new attribute, and announces any
   * change that the watch did not report.
   */
  synchronized void refresh() {
    Sysfs.Watch before = watch;
    try {
      watch = regions.watch(device, () -> executor.execute(this::announce));
      failures.succeeded("the watch of " + device);
    } catch (IOException e) {
      watch = () -> {};
      failures.failed("the watch of " + device, e);
    }
    // only now, as the last watch that is closed ends the thread that watches
    before.close();
    announce();
  }

  synchronized void close() {
    watch.close();
    watch = () -> {};
  }

  private synchronized void announce() {
    try {
      StateReading now = settled();
      failures.succeeded("the state of " + device);
      announce(now.state(), completed(now));
    } catch (IOException e) {
      failures.failed("the state of " + device, e);
    }
  }

  private void announce(RegionState now, Map<Transition, Long> counts) {
    AnnouncedTransitions before = transitions;
    if (before == null) {
      transitions = new AnnouncedTransitions(counts);
    } else {
      if (now != announced) {
        before.add(now);
      }
      String missed = before.missed(counts);
      if (now != announced || !missed.isEmpty()) {
        tell(now, missed.isEmpty() ? "" : "; transitions in between: " + missed);
      }
    }
    announced = now;
  }

  private void tell(RegionState now, String remark) {
    changes.tell(
        "State",
        announced.text(),
        now.text(),
        String.format(
            Locale.ROOT, "%s is %s; it was %s%s", device, now.text(), announced.text(), remark));
  }

  /**
   * Reads until two readings in a row agree, so that the state and the counters belong together.
   * Not by their {@code equals}, see {@code HotplugTexts}.
   */
  private StateReading settled() throws IOException {
    StateReading reading = regions.readState(device);
    for (int i = 1; i < MOST_READINGS; i++) {
      StateReading again = regions.readState(device);
      if (again.state() == reading.state() && completed(again).equals(completed(reading))) {
        break;
      }
      reading = again;
    }
    return reading;
  }

  private static Map<Transition, Long> completed(StateReading reading) {
    return reading.counters().map(TransitionCounters::completed).orElse(Map.of());
  }
}
