package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.region.DeviceNames;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The regions that are left alone from now on: they were brought to their wanted state or found in
 * it, or somebody else has changed them. And those on the way there, as this program has left them,
 * so that after a restart it does not take its own change for somebody else's.
 */
public final class SettledRegions {
  private static final Log LOG = new Log(SettledRegions.class);

  private final SettledStore store;

  /** By device how this program may have left it; nothing for a region that is settled. */
  private final Map<String, Set<Untouched>> regions = new HashMap<>();

  /** Loads them, and saves them to see whether that is possible. */
  public SettledRegions(SettledStore store) throws IOException {
    this.store = store;
    store.load().forEach(this::load);
    store.save(lines());
  }

  /** What it does not know is of a later version of this program: it leaves that region alone. */
  private void load(String line) {
    String[] words = line.split(" ", 2);
    if (!DeviceNames.isOne(words[0])) {
      return;
    }
    Set<Untouched> own =
        Stream.of(words)
            .skip(1)
            .flatMap(text -> Untouched.of(text).stream())
            .collect(Collectors.toSet());
    regions.merge(
        words[0],
        own,
        (one, other) ->
            one.isEmpty() || other.isEmpty()
                ? Set.of()
                : Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet()));
  }

  synchronized boolean contains(String device) {
    return Set.of().equals(regions.get(device));
  }

  /** Adds a region, and tells whether it is new. */
  synchronized boolean add(String device) {
    if (contains(device)) {
      return false;
    }
    regions.put(device, Set.of());
    save();
    return true;
  }

  /**
   * How this program may have left a region that is not settled; nothing if it did not change it.
   */
  synchronized Set<Untouched> left(String device) {
    return regions.getOrDefault(device, Set.of());
  }

  /** Remembers how this program may leave a region, unless that is settled. */
  synchronized void leaves(String device, Set<Untouched> own) {
    if (!contains(device) && !own.equals(regions.put(device, own))) {
      save();
    }
  }

  synchronized void removeIf(Predicate<String> gone) {
    if (regions.keySet().removeIf(gone)) {
      save();
    }
  }

  private void save() {
    try {
      store.save(lines());
    } catch (IOException e) {
      LOG.error(
          "cannot remember which regions are in their wanted state, so that after a restart they may"
              + " be changed again: see that the file can be written, which is tried again with the"
              + " next change",
          field("error", e),
          field("devices", String.join(",", regions.keySet())));
    }
  }

  private Set<String> lines() {
    return regions.entrySet().stream()
        .flatMap(one -> lines(one.getKey(), one.getValue()))
        .collect(Collectors.toSet());
  }

  private static Stream<String> lines(String device, Set<Untouched> own) {
    return own.isEmpty() ? Stream.of(device) : own.stream().map(one -> device + " " + one.text());
  }
}
