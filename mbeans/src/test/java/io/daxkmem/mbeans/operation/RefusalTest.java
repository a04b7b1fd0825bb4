package io.daxkmem.mbeans.operation;

import static io.daxkmem.mbeans.operation.Outcome.FAILED;
import static io.daxkmem.mbeans.operation.Outcome.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelInterface;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The explanation of each error number of each writable kernel interface. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HOTPLUG | ONLINE         | ONLINE_MOVABLE | online memory can change its zone only by going offline first | Call offline or unplug first.",
        "STATE   | ONLINE         | ONLINE_MOVABLE | online memory can change its zone only by going offline first | Call unplug first.",
        "HOTPLUG | ONLINE_KERNEL  | ONLINE         | online memory can change its zone only by going offline first | Call offline or unplug first.",
        "HOTPLUG | INCONSISTENT   | ONLINE         | its memory blocks disagree                                    | Call offline or unplug first.",
        "STATE   | INCONSISTENT   | ONLINE         | its memory blocks disagree                                    | Call unplug first.",
        "STATE   | OFFLINE        | ONLINE         | this kernel brings memory online only when it adds it         | Call unplug first.",
      })
  void ebusyOnOnlineIsExplainedByTheState(
      KernelInterface on, RegionState before, Transition to, String reason, String advice) {
    assertThat(refusal(Errno.EBUSY, on, before, to))
        .isEqualTo(new Refusal(REFUSED, reason, advice));
  }

  @ParameterizedTest
  @CsvSource({
    "HOTPLUG, UNPLUGGED, ONLINE",
    "STATE, UNPLUGGED, ONLINE_MOVABLE",
    "HOTPLUG, OFFLINE, ONLINE",
    "STATE, UNKNOWN, ONLINE",
  })
  void ebusyOnAddingMeansItsAddressesAreTaken(
      KernelInterface on, RegionState before, Transition to) {
    Refusal taken =
        new Refusal(
            FAILED,
            "something else holds its addresses",
            "Look for them in /proc/iomem: memory that was online at an unbind stays there.");

    assertThat(refusal(Errno.EBUSY, on, before, to)).isEqualTo(taken);
    assertThat(refusal(Errno.EEXIST, on, before, to)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "HOTPLUG, ONLINE_MOVABLE, OFFLINE, Pages that are pinned for a device cannot be moved.",
    "STATE, ONLINE_MOVABLE, UNPLUG, Pages that are pinned for a device cannot be moved.",
    "HOTPLUG, ONLINE, UNPLUG, Pages of the kernel itself cannot be moved at all",
    "STATE, ONLINE_KERNEL, UNPLUG, Pages of the kernel itself cannot be moved at all",
    "HOTPLUG, INCONSISTENT, OFFLINE, Pages of the kernel itself cannot be moved at all",
  })
  void ebusyOnOfflineMeansPagesCannotBeMoved(
      KernelInterface on, RegionState before, Transition to, String advice) {
    assertThat(refusal(Errno.EBUSY, on, before, to))
        .returns(FAILED, Refusal::outcome)
        .returns("some of its pages could not be moved to other memory", Refusal::reason)
        .extracting(Refusal::advice)
        .asString()
        .startsWith("Stop what uses memory of node 1 and try again. " + advice);
  }

  @ParameterizedTest
  @CsvSource({
    "HOTPLUG, UNPLUGGED, OFFLINE, it has no memory that could be taken out of use, Bring it online",
    "HOTPLUG, OFFLINE, ONLINE_KERNEL, this kernel does not know that transition, Boot one that does",
    "STATE, UNPLUGGED, ONLINE_KERNEL, this kernel does not know that transition, Boot one that does",
  })
  void einvalidIsExplainedByStateOrKernel(
      KernelInterface on, RegionState before, Transition to, String reason, String advice) {
    assertThat(refusal(Errno.EINVAL, on, before, to))
        .returns(REFUSED, Refusal::outcome)
        .returns(reason, Refusal::reason)
        .extracting(Refusal::advice)
        .asString()
        .startsWith(advice);
  }

  @ParameterizedTest
  @CsvSource({
    "EPERM, REFUSED, this program lacks the right to change it, Run it as root.",
    "EACCES, REFUSED, this program lacks the right to change it, Run it as root.",
    "ENOMEM, FAILED, the kernel does not have enough memory for it, Free memory on other nodes and try",
    "ENODEV, FAILED, its driver is being unbound, Bind it to kmem again",
    "EOPNOTSUPP, REFUSED, this kernel cannot take memory away, Boot one that is built with",
    "EROFS, REFUSED, this program has sysfs mounted read-only, Mount it read-write",
    "EHWPOISON, FAILED, a page of it has a hardware error, Unplug it",
    "EINTR, FAILED, a signal interrupted it, Try again.",
    "EIO, FAILED, told by the kernel, The kernel's log (dmesg) may tell more.",
    "ENOSPC, FAILED, told by the kernel, The kernel's log (dmesg) may tell more.",
    "UNKNOWN, FAILED, told by the kernel, The kernel's log (dmesg) may tell more.",
  })
  void otherErrorsMeanTheSameOnEachInterface(
      Errno errno, Outcome outcome, String reason, String advice) {
    for (KernelInterface on : List.of(KernelInterface.HOTPLUG, KernelInterface.STATE)) {
      assertThat(refusal(errno, on, RegionState.ONLINE_MOVABLE, Transition.UNPLUG))
          .returns(outcome, Refusal::outcome)
          .returns(reason, Refusal::reason)
          .extracting(Refusal::advice)
          .asString()
          .startsWith(advice);
    }
  }

  static Stream<Arguments> everything() {
    return Arrays.stream(Errno.values())
        .flatMap(
            errno ->
                Stream.of(KernelInterface.HOTPLUG, KernelInterface.STATE)
                    .map(on -> Arguments.of(errno, on)));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void adviceFitsTheKernelInterface(Errno errno, KernelInterface on) {
    for (RegionState before : RegionState.values()) {
      for (Transition to : Transition.values()) {
        Refusal refusal = refusal(errno, on, before, to);

        assertThat(refusal.reason()).isNotBlank().doesNotEndWith(".");
        assertThat(refusal.advice()).matches("[A-Z].*\\.");
        if (on == KernelInterface.STATE) {
          assertThat(refusal.advice()).doesNotContain("Call offline");
        }
      }
    }
  }

  private static Refusal refusal(
      Errno errno, KernelInterface on, RegionState before, Transition to) {
    return Refusal.of(
        new KernelRefusedException(errno, "told by the kernel"),
        new Region(
            "dax0.0",
            Region.KMEM,
            1,
            OptionalLong.empty(),
            1 << 30,
            on,
            before,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        to);
  }
}
