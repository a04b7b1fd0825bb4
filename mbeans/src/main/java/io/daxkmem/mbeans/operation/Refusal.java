package io.daxkmem.mbeans.operation;

import static io.daxkmem.mbeans.operation.Outcome.FAILED;
import static io.daxkmem.mbeans.operation.Outcome.REFUSED;

import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionRule;
import java.util.Locale;
import java.util.Optional;

/**
 * Explains the kernel's error number for a failed transition.
 *
 * @param outcome {@link Outcome#FAILED} if the kernel tried, otherwise {@link Outcome#REFUSED}
 * @param reason completes "was not brought to offline: "
 * @param advice what to do, as a sentence
 */
record Refusal(Outcome outcome, String reason, String advice) {

  /**
   * @param before the region as it was before the write
   */
  static Refusal of(KernelRefusedException e, Region before, Transition to) {
    return switch (e.errno()) {
      case EBUSY -> to.target().isOnline() ? busyOnline(before, to) : busyOffline(before);
      case EINVAL -> invalid(before, to);
      case EPERM, EACCES -> noRight();
      case ENOMEM ->
          new Refusal(
              FAILED,
              "the kernel does not have enough memory for it",
              "Free memory on other nodes and try again; adding memory needs about 1/64 of its size"
                  + " for bookkeeping.");
      case ENODEV ->
          new Refusal(
              FAILED, "its driver is being unbound", "Bind it to kmem again, then try again.");
      case EEXIST -> addressesTaken();
      case EOPNOTSUPP ->
          new Refusal(
              REFUSED,
              "this kernel cannot take memory away",
              "Boot one that is built with CONFIG_MEMORY_HOTREMOVE.");
      case EHWPOISON ->
          new Refusal(
              FAILED,
              "a page of it has a hardware error",
              "Unplug it and bring it online again, which keeps that page out of use.");
      case EROFS ->
          new Refusal(
              REFUSED,
              "this program has sysfs mounted read-only",
              "Mount it read-write: in a unit with ReadWritePaths=/sys/devices, in a container as"
                  + " a volume of /sys.");
      case EINTR -> new Refusal(FAILED, "a signal interrupted it", "Try again.");
      case EIO, ENOSPC, UNKNOWN -> other(String.valueOf(e.getMessage()));
    };
  }

  static Refusal noRight() {
    return new Refusal(REFUSED, "this program lacks the right to change it", "Run it as root.");
  }

  private static Refusal other(String reason) {
    return new Refusal(FAILED, reason, "The kernel's log (dmesg) may tell more.");
  }

  private static Refusal addressesTaken() {
    return new Refusal(
        FAILED,
        "something else holds its addresses",
        "Look for them in /proc/iomem: memory that was online at an unbind stays there.");
  }

  private static Refusal busyOnline(Region before, Transition to) {
    return rule(before, to).orElseGet(Refusal::addressesTaken);
  }

  private static Optional<Refusal> rule(Region before, Transition to) {
    return TransitionRule.against(before.kernelInterface(), before.state(), to)
        .map(rule -> new Refusal(REFUSED, rule.reason(), rule.advice()));
  }

  private static Refusal busyOffline(Region before) {
    return new Refusal(
        FAILED,
        "some of its pages could not be moved to other memory",
        String.format(
            Locale.ROOT,
            "Stop what uses memory of node %d and try again. %s",
            before.targetNode(),
            before.state() == RegionState.ONLINE_MOVABLE
                ? "Pages that are pinned for a device cannot be moved."
                : "Pages of the kernel itself cannot be moved at all; only memory that is"
                    + " online_movable has none."));
  }

  private static Refusal invalid(Region before, Transition to) {
    return rule(before, to)
        .filter(rule -> to == Transition.OFFLINE)
        .orElse(
            new Refusal(
                REFUSED, "this kernel does not know that transition", "Boot one that does."));
  }
}
