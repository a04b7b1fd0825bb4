package io.daxkmem.region;

import java.util.List;
import java.util.Locale;

/** The state of a whole region, as one word. */
public enum RegionState {
  /** Its memory is not added: there are no memory blocks. */
  UNPLUGGED,
  /** Every memory block is added and offline. */
  OFFLINE,
  /** Every memory block is online, in the zone the kernel chose. */
  ONLINE,
  /** Every memory block is online in a kernel zone. */
  ONLINE_KERNEL,
  /** Every memory block is online in {@code ZONE_MOVABLE}. */
  ONLINE_MOVABLE,
  /** Its memory blocks disagree, with each other or with what the kernel's attribute says. */
  INCONSISTENT,
  /** The kernel says a word that is not known here, or cannot tell. */
  UNKNOWN;

  private static final List<RegionState> ALL = List.of(values());

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The word the kernel and the metrics use: the name in lower case. */
  public String text() {
    return text;
  }

  /** Whether all of its memory is in use as RAM. */
  public boolean isOnline() {
    return this == ONLINE || this == ONLINE_KERNEL || this == ONLINE_MOVABLE;
  }

  /** The state of that word; {@link #UNKNOWN} for any other. */
  public static RegionState of(String text) {
    for (RegionState state : ALL) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
