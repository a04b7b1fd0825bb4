package io.daxkmem.region;

import java.util.Optional;

/**
 * Why a kernel does not even try a transition, whoever uses the memory.
 *
 * @param reason a clause: "this kernel cannot …"
 * @param advice what to do, as a sentence
 */
public record TransitionRule(String reason, String advice) {
  /** The rule that forbids a transition; empty if the kernel tries it. */
  public static Optional<TransitionRule> against(
      KernelInterface on, RegionState from, Transition to) {
    if (on == KernelInterface.BLOCKS) {
      return rule(
          "this kernel cannot change all memory blocks of a region at once",
          "Boot one with the attribute hotplug.");
    }
    if (to == Transition.OFFLINE && on == KernelInterface.STATE) {
      return rule(
          "this kernel cannot offline a region and keep its memory added",
          "Call unplug, or boot a kernel with the attribute hotplug.");
    }
    if (to == Transition.OFFLINE && from == RegionState.UNPLUGGED) {
      return rule(
          "it has no memory that could be taken out of use",
          "Bring it online first if you want it offline but added.");
    }
    return to.target().isOnline() ? againstOnline(on, from) : Optional.empty();
  }

  private static Optional<TransitionRule> againstOnline(KernelInterface on, RegionState from) {
    String first =
        on == KernelInterface.STATE ? "Call unplug first." : "Call offline or unplug first.";
    return switch (from) {
      case ONLINE, ONLINE_KERNEL, ONLINE_MOVABLE ->
          rule("online memory can change its zone only by going offline first", first);
      case INCONSISTENT ->
          rule(
              on == KernelInterface.STATE
                  ? "its memory blocks are not in the state that the kernel says"
                  : "its memory blocks disagree",
              first);
      case OFFLINE ->
          on == KernelInterface.STATE
              ? rule("this kernel brings memory online only when it adds it", first)
              : Optional.empty();
      case UNPLUGGED, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<TransitionRule> rule(String reason, String advice) {
    return Optional.of(new TransitionRule(reason, advice));
  }
}
