package io.daxkmem.region;

import java.util.Arrays;
import java.util.Optional;

/**
 * One memory block of a region.
 *
 * @param number the N of {@code /sys/devices/system/memory/memoryN}
 * @param state its {@code state} file
 * @param zone the zone it is in, from {@code valid_zones}; empty unless it is online
 */
public record MemoryBlock(long number, State state, String zone) {

  /** Whether it is online in {@code ZONE_MOVABLE}, from where memory can be taken away again. */
  public boolean isMovable() {
    return zone.equals("Movable");
  }

  /** What {@code memoryN/state} can say. */
  public enum State {
    ONLINE("online"),
    OFFLINE("offline"),
    GOING_OFFLINE("going-offline");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The state of that word, empty for any other. */
    public static Optional<State> of(String text) {
      return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
    }

    /** The kernel's word. */
    public String text() {
      return text;
    }
  }
}
