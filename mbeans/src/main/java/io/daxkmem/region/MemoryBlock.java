package io.daxkmem.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * One memory block of a region.
 *
 * @param number the N of {@code /sys/devices/system/memory/memoryN}
 * @param state from {@code memoryN/state}
 * @param zone from {@code memoryN/valid_zones}; empty unless the block is online
 */
public record MemoryBlock(long number, State state, String zone) {

  /** Whether the block is online in {@code ZONE_MOVABLE}, so that it can be offlined again. */
  public boolean isMovable() {
    return zone.equals("Movable");
  }

  /** The values of {@code memoryN/state}. */
  public enum State {
    ONLINE("online"),
    OFFLINE("offline"),
    GOING_OFFLINE("going-offline");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The state with this name in sysfs; empty if there is none. */
    public static Optional<State> of(String text) {
      return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
    }

    /** The name in sysfs. */
    public String text() {
      return text;
    }
  }
}
