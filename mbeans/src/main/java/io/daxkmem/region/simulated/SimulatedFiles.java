package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The attributes of a simulated sysfs by path. Thread-safe. */
final class SimulatedFiles {

  /** Handles a write to an attribute. */
  interface Store {
    void store(String value) throws IOException, RefusedException, InterruptedException;
  }

  /** The kernel's error number for a write. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    final Errno errno;

    RefusedException(Errno errno) {
      this.errno = errno;
    }
  }

  private record Attribute(Supplier<String> show, @Nullable Store store) {}

  private final NavigableMap<String, Attribute> attributes = new ConcurrentSkipListMap<>();

  void add(String path, Supplier<String> show) {
    attributes.put(path, new Attribute(show, null));
  }

  void add(String path, Supplier<String> show, Store store) {
    attributes.put(path, new Attribute(show, store));
  }

  void remove(String path) {
    attributes.remove(path);
  }

  void removeFolder(String path) {
    below(path).clear();
  }

  String show(String path) throws NoSuchFileException {
    return find(path).show.get();
  }

  /**
   * Opens an attribute. Reads fail once it was removed, even if there is a new one at the same
   * path.
   */
  @SuppressWarnings("ReferenceEquality")
  Sysfs.Attribute open(String path) throws NoSuchFileException {
    Attribute opened = find(path);
    return () -> {
      if (attributes.get(path) != opened) {
        throw new NoSuchFileException(path, null, Errno.ENODEV.text());
      }
      return opened.show.get();
    };
  }

  void store(String path, String value) throws IOException, InterruptedException {
    Store store = find(path).store;
    if (store == null) {
      throw new AccessDeniedException(path);
    }
    try {
      store.store(value.strip());
    } catch (RefusedException e) {
      throw KernelRefusedException.of(path, value, e.errno.text());
    }
  }

  List<String> list(String folder) {
    return below(folder).keySet().stream()
        .map(path -> path.substring(folder.length() + 1).split("/", 2)[0])
        .distinct()
        .sorted()
        .toList();
  }

  private NavigableMap<String, Attribute> below(String folder) {
    return attributes.subMap(folder + "/", true, folder + (char) ('/' + 1), false);
  }

  private Attribute find(String path) throws NoSuchFileException {
    Attribute attribute = attributes.get(path);
    if (attribute == null) {
      throw new NoSuchFileException(path);
    }
    return attribute;
  }
}
