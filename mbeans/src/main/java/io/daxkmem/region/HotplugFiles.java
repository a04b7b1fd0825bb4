package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The open files of the attributes in {@link HotplugTexts}. */
final class HotplugFiles implements Closeable {
  /** The folder of the counters, below the device's. */
  static final String STATS = "hotplug_stats";

  /** Comes last when the device is bound. The first kernels with our attributes lack it. */
  private static final String PROTECTED = "protected";

  private final Sysfs sysfs;
  private final String stats;
  private final AttributeFiles files;
  private final AttributeFile hotplug;
  private final Map<Transition, AttributeFile> completed = new EnumMap<>(Transition.class);
  private final AttributeFile failed;
  private final AttributeFile refused;
  private final AttributeFile busyNanos;
  private final AttributeFile pending;
  private final Optional<AttributeFile> protectedNow;

  /**
   * @param folder of the device
   */
  HotplugFiles(Sysfs sysfs, String folder) throws IOException {
    this.sysfs = sysfs;
    stats = folder + "/" + STATS;
    files = new AttributeFiles(sysfs);
    try {
      hotplug = files.open(folder + "/hotplug");
      for (Transition transition : Transition.values()) {
        completed.put(transition, files.open(stats + "/" + transition.text()));
      }
      failed = files.open(stats + "/failed");
      refused = files.open(stats + "/refused");
      busyNanos = files.open(stats + "/busy_ns");
      pending = files.open(stats + "/pending");
      protectedNow = ifPresent(stats + "/" + PROTECTED);
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  private Optional<AttributeFile> ifPresent(String path) throws IOException {
    try {
      return Optional.of(files.open(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  HotplugTexts read() throws IOException {
    if (protectedNow.isEmpty() && sysfs.list(stats).contains(PROTECTED)) {
      throw new NoSuchFileException(stats + "/" + PROTECTED, null, "was added meanwhile");
    }
    Map<Transition, AttributeText> counts = new EnumMap<>(Transition.class);
    for (Map.Entry<Transition, AttributeFile> counter : completed.entrySet()) {
      counts.put(counter.getKey(), counter.getValue().read());
    }
    return new HotplugTexts(
        hotplug.read(),
        counts,
        failed.read(),
        refused.read(),
        busyNanos.read(),
        pending.read(),
        protectedNow.isPresent() ? Optional.of(protectedNow.get().read()) : Optional.empty());
  }

  @Override
  public void close() {
    files.close();
  }
}
