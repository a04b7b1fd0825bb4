package io.daxkmem.region;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a whole region that the kernel can be asked for. Named like the counters in {@code
 * hotplug_stats/}.
 */
public enum Transition {
  OFFLINE(RegionState.OFFLINE),
  ONLINE(RegionState.ONLINE),
  ONLINE_KERNEL(RegionState.ONLINE_KERNEL),
  ONLINE_MOVABLE(RegionState.ONLINE_MOVABLE),
  UNPLUG(RegionState.UNPLUGGED);

  private static final List<Transition> ALL = List.of(values());

  private final RegionState target;
  private final String text = name().toLowerCase(Locale.ROOT);

  Transition(RegionState target) {
    this.target = target;
  }

  /** The state of the region after the transition. */
  public RegionState target() {
    return target;
  }

  /** The name in sysfs and in metrics: {@code offline}, …, {@code unplug}. */
  public String text() {
    return text;
  }

  /**
   * The transition with this name; {@code unplugged} is accepted for {@code unplug}. Empty if there
   * is none.
   */
  public static Optional<Transition> of(String text) {
    for (Transition transition : ALL) {
      if (transition.text.equals(text) || transition.target.text().equals(text)) {
        return Optional.of(transition);
      }
    }
    return Optional.empty();
  }
}
