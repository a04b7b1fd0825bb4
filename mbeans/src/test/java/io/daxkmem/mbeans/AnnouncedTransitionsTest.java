package io.daxkmem.mbeans;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncedTransitionsTest {
  private final AnnouncedTransitions announced =
      new AnnouncedTransitions(Map.of(Transition.ONLINE, 3L, Transition.OFFLINE, 5L));

  @Test
  void anAnnouncedTransitionIsNotMissed() {
    announced.add(RegionState.ONLINE);

    assertThat(announced.missed(counts(4, 5))).isEmpty();
    assertThat(announced.missed(counts(4, 5))).isEmpty();
  }

  @Test
  void aTransitionMayBeAnnouncedBeforeItIsCounted() {
    announced.add(RegionState.ONLINE);

    assertThat(announced.missed(counts(3, 5))).isEmpty();
    assertThat(announced.missed(counts(4, 5))).isEmpty();
  }

  @Test
  void aTransitionNotAnnouncedIsMissedOnce() {
    assertThat(announced.missed(counts(5, 6))).isEqualTo("1 to offline, 2 to online");
    assertThat(announced.missed(counts(5, 6))).isEmpty();
  }

  @Test
  void anInconsistentStateAccountsForNoTransition() {
    announced.add(RegionState.INCONSISTENT);

    assertThat(announced.missed(counts(4, 5))).isEqualTo("1 to online");
  }

  @Test
  void countersMayStartAgainAfterABind() {
    assertThat(announced.missed(counts(0, 0))).isEmpty();
    assertThat(announced.missed(counts(1, 0))).isEqualTo("1 to online");
  }

  private static Map<Transition, Long> counts(long online, long offline) {
    return Map.of(Transition.ONLINE, online, Transition.OFFLINE, offline);
  }
}
