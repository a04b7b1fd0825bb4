package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The regions that are left alone from now on: they were brought to their wanted state or found in
 * it, or somebody else has changed them.
 */
public final class SettledRegions {
  private static final Log LOG = new Log(SettledRegions.class);

  private final SettledStore store;
  private final Set<String> devices;

  /** Loads them, and saves them to see whether that is possible. */
  public SettledRegions(SettledStore store) throws IOException {
    this.store = store;
    this.devices = new HashSet<>(store.load());
    store.save(devices);
  }

  synchronized boolean contains(String device) {
    return devices.contains(device);
  }

  synchronized void add(String device) {
    if (devices.add(device)) {
      save();
    }
  }

  synchronized void removeIf(Predicate<String> gone) {
    if (devices.removeIf(gone)) {
      save();
    }
  }

  private void save() {
    try {
      store.save(devices);
    } catch (IOException e) {
      LOG.error(
          "cannot remember which regions are in their wanted state: after a restart they may be"
              + " changed again",
          e,
          field("devices", String.join(",", devices)));
    }
  }
}
