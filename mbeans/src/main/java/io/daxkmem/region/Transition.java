package io.daxkmem.region;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A change of a whole region that the kernel can be asked for; named as the kernel counts them. */
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

  /** The state the region has once the transition is complete. */
  public RegionState target() {
    return target;
  }

  /** The word the kernel and the metrics use: {@code offline}, …, {@code unplug}. */
  public String text() {
    return text;
  }

  /** The transition of that word; {@code unplugged} is accepted for {@code unplug}. */
  public static Optional<Transition> of(String text) {
    for (Transition transition : ALL) {
      if (transition.text.equals(text) || transition.target.text().equals(text)) {
        return Optional.of(transition);
      }
    }
    return Optional.empty();
  }
}
