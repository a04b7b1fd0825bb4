package io.daxkmem.mbeans;

import static java.util.logging.Level.WARNING;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;

/** Announces each change of a region's state once, when the kernel says that there was one. */
final class StateAnnouncer {
  private static final Logger LOG = Logger.getLogger(StateAnnouncer.class.getName());

  private final ObjectName name;
  private final String device;
  private final Regions regions;
  private final Executor executor;
  private final NotificationBroadcasterSupport listeners;
  private Sysfs.Watch watch = () -> {};
  private RegionState announced = RegionState.UNKNOWN;
  private long sequence;
  private String problem = "";

  /**
   * @param executor runs what may not hold the kernel's messenger up
   */
  StateAnnouncer(ObjectName name, String device, Regions regions, Executor executor) {
    this.name = name;
    this.device = device;
    this.regions = regions;
    this.executor = executor;
    this.listeners =
        new NotificationBroadcasterSupport(
            executor,
            new MBeanNotificationInfo(
                new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                AttributeChangeNotification.class.getName(),
                "The attribute State has changed: the kernel said so"));
  }

  NotificationEmitter emitter() {
    return listeners;
  }

  /**
   * Watches anew, because a device that was bound again meanwhile has a new attribute, and
   * announces what no watch told.
   */
  synchronized void refresh() {
    watch.close();
    try {
      watch = regions.watch(device, () -> executor.execute(this::announce));
    } catch (IOException e) {
      watch = () -> {};
      complain("watching", e);
    }
    announce();
  }

  synchronized void close() {
    watch.close();
    watch = () -> {};
  }

  private synchronized void announce() {
    try {
      RegionState state = regions.read(device).state();
      problem = "";
      if (state != announced) {
        listeners.sendNotification(change(announced, state));
        announced = state;
      }
    } catch (IOException e) {
      complain("reading", e);
    }
  }

  private AttributeChangeNotification change(RegionState from, RegionState to) {
    return new AttributeChangeNotification(
        name,
        ++sequence,
        System.currentTimeMillis(),
        "%s is %s; it was %s".formatted(device, to.text(), from.text()),
        "State",
        String.class.getName(),
        from.text(),
        to.text());
  }

  /** Once for each problem, not at every rescan. */
  private void complain(String what, IOException e) {
    String found = what + " " + device + ": " + e;
    if (!found.equals(problem)) {
      problem = found;
      LOG.log(WARNING, found);
    }
  }
}
