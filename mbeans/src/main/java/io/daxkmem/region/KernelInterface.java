package io.daxkmem.region;

import java.util.Collection;
import java.util.Locale;

/** The sysfs interface through which the running kernel shows and changes a region. */
public enum KernelInterface {
  /**
   * {@code /sys/bus/dax/devices/daxX.Y/hotplug} of our patches: atomic, and can be protected from
   * changes by others.
   */
  HOTPLUG,
  /**
   * {@code /sys/bus/dax/devices/daxX.Y/state} of mainline since 7.3: not protected, and only its
   * unplug is atomic.
   */
  STATE,
  /**
   * Older kernels: only {@code /sys/devices/system/memory/memoryN/state} of each block. Never
   * written here.
   */
  BLOCKS;

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * Finds the interface of a device.
   *
   * @param names of the files in the device's folder; the attribute exists only while the device is
   *     bound to {@code kmem}
   */
  static KernelInterface of(Collection<String> names) {
    return names.contains("hotplug") ? HOTPLUG : names.contains("state") ? STATE : BLOCKS;
  }

  /** The word used in labels and messages: the name in lower case. */
  public String text() {
    return text;
  }
}
