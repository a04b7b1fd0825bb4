package io.daxkmem.region;

import java.util.Collection;
import java.util.Locale;

/** How the running kernel shows the state of a device bound to {@code kmem}. */
public enum KernelInterface {
  /** Our patches: {@code /sys/bus/dax/devices/daxX.Y/hotplug}, atomic and protected. */
  HOTPLUG,
  /** Mainline since 7.3: {@code /sys/bus/dax/devices/daxX.Y/state}, atomic, not protected. */
  STATE,
  /** Any older kernel: only {@code /sys/devices/system/memory/memoryN/state}; read only here. */
  BLOCKS;

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * The one of a device.
   *
   * @param names in the device's folder; of one that is not bound to {@code kmem} they tell nothing
   */
  static KernelInterface of(Collection<String> names) {
    return names.contains("hotplug") ? HOTPLUG : names.contains("state") ? STATE : BLOCKS;
  }

  /** The word used in labels and messages: the name in lower case. */
  public String text() {
    return text;
  }
}
