package io.daxkmem.region;

import java.util.List;
import java.util.Locale;

/** The state of a whole region. */
public enum RegionState {
  /** The memory is not added, so there are no memory blocks. */
  UNPLUGGED,
  /** Every memory block is added and offline. */
  OFFLINE,
  /** Every memory block is online, in zones that the kernel chose. */
  ONLINE,
  /** Every memory block is online in a kernel zone. */
  ONLINE_KERNEL,
  /** Every memory block is online in {@code ZONE_MOVABLE}. */
  ONLINE_MOVABLE,
  /** The memory blocks disagree with each other or with the kernel's attribute. */
  INCONSISTENT,
  /** The state is not available, or the kernel's word for it is not known here. */
  UNKNOWN;

  private static final List<RegionState> ALL = List.of(values());

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The name in sysfs and in metrics, in lower case. */
  public String text() {
    return text;
  }

  /** Whether all of its memory is in use as RAM. */
  public boolean isOnline() {
    return this == ONLINE || this == ONLINE_KERNEL || this == ONLINE_MOVABLE;
  }

  /** The state with this name; {@link #UNKNOWN} if there is none. */
  public static RegionState of(String text) {
    for (RegionState state : ALL) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
