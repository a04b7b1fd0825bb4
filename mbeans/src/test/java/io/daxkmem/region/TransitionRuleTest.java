package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionRuleTest {
  @ParameterizedTest
  @CsvSource({
    "BLOCKS, OFFLINE, ONLINE, this kernel cannot change all memory blocks",
    "BLOCKS, UNKNOWN, UNPLUG, this kernel cannot change all memory blocks",
    "STATE, ONLINE, OFFLINE, this kernel cannot offline a region and keep its memory added",
    "STATE, UNPLUGGED, OFFLINE, this kernel cannot offline a region and keep its memory added",
    "STATE, OFFLINE, ONLINE_MOVABLE, this kernel brings memory online only when it adds it",
    "HOTPLUG, UNPLUGGED, OFFLINE, it has no memory that could be taken out of use",
    "HOTPLUG, ONLINE, ONLINE_KERNEL, online memory can change its zone only by going offline",
    "STATE, ONLINE_KERNEL, ONLINE_MOVABLE, online memory can change its zone only by going offline",
    "HOTPLUG, INCONSISTENT, ONLINE, its memory blocks disagree",
    "STATE, INCONSISTENT, ONLINE, its memory blocks are not in the state that the kernel says",
  })
  void forbidsWhatTheKernelDoesNotTry(
      KernelInterface on, RegionState from, Transition to, String reason) {
    assertThat(TransitionRule.against(on, from, to).map(TransitionRule::reason))
        .get()
        .asString()
        .startsWith(reason);
  }

  @ParameterizedTest
  @EnumSource(Transition.class)
  void allowsEverythingElse(Transition to) {
    for (RegionState from : RegionState.values()) {
      boolean offlineFromNothing = to == Transition.OFFLINE && from == RegionState.UNPLUGGED;
      boolean onlineFromOnline =
          to.target().isOnline() && (from.isOnline() || from == RegionState.INCONSISTENT);
      Optional<TransitionRule> rule = TransitionRule.against(KernelInterface.HOTPLUG, from, to);

      assertThat(rule.isPresent()).isEqualTo(offlineFromNothing || onlineFromOnline);
    }
  }
}
