package io.daxkmem.mbeans;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How it ends is told as it is, where the simulated kernel has no occasion for it. */
class TransitionRunnerTest {
  private static final Stop STOP = new Stop(Outcome.CANCELLED, "it was cancelled by admin");

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void whatWasCompleteBeforeItCouldBeStoppedIsDone() {
    Ending ending =
        run(
            new ForwardingSysfs() {
              @Override
              public void write(String path, String value) throws IOException {
                super.write(path, value);
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
              }
            },
            Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.DONE);
    assertThat(ending.message())
        .startsWith("dax0.0 is online; it was offline")
        .endsWith("That was complete before it could be stopped.");
  }

  @Test
  void whatWasStoppedBeforeTheKernelWasAskedSaysWhy() {
    Thread.currentThread().interrupt();

    Ending ending = run(new ForwardingSysfs(), Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ending.message())
        .isEqualTo(
            "dax0.0 was not brought to online: it was cancelled by admin. It is offline now.");
  }

  @ParameterizedTest
  @CsvSource({
    "EPERM, ONLINE, REFUSED, this program has not the right to change it, Run it as root.",
    "EACCES, ONLINE, REFUSED, this program has not the right to change it, Run it as root.",
    "ENOMEM, ONLINE, FAILED, the kernel has not enough memory for it, Free memory on other nodes",
    "EBUSY, ONLINE, FAILED, something else holds its addresses, Look for them in /proc/iomem",
    "EBUSY, UNPLUG, FAILED, some of its pages could not be moved, Stop what uses memory of node 1",
    "ENODEV, ONLINE, FAILED, its driver is just being unbound, Bind it to kmem again",
    "EEXIST, ONLINE, FAILED, something else holds its addresses, Look for them in /proc/iomem",
    "EOPNOTSUPP, UNPLUG, REFUSED, this kernel cannot take memory away, Boot one that is built with",
    "EINTR, UNPLUG, FAILED, a signal ended it, Try again.",
    "EINVAL, ONLINE_KERNEL, REFUSED, this kernel does not know that transition, Boot one that does",
    "EIO, ONLINE, FAILED, told by the kernel, The kernel's log (dmesg) may tell more.",
    "UNKNOWN, ONLINE, FAILED, told by the kernel, The kernel's log (dmesg) may tell more.",
  })
  void eachErrorNumberIsExplained(
      Errno errno, Transition to, Outcome outcome, String reason, String advice) {
    Ending ending = run(refusing(new KernelRefusedException(errno, "told by the kernel")), to);

    assertThat(ending.outcome()).isEqualTo(outcome);
    assertThat(ending.message())
        .startsWith("dax0.0 was not brought to " + to.target().text() + ": " + reason)
        .contains(" It is offline now. " + advice);
  }

  @Test
  void aMissingRightIsExplained() {
    Ending ending = run(refusing(new AccessDeniedException("hotplug")), Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(ending.message()).endsWith("It is offline now. Run it as root.");
  }

  @Test
  void aKernelThatCannotChangeARegionIsExplained() {
    Ending ending =
        run(
            new ForwardingSysfs() {
              @Override
              public List<String> list(String path) throws IOException {
                return super.list(path).stream()
                    .filter(name -> !name.startsWith("hotplug"))
                    .toList();
              }
            },
            Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(ending.message())
        .contains("it lacks the attribute bus/dax/devices/dax0.0/hotplug. It is offline now.");
  }

  @Test
  void aRegionThatCannotBeReadIsNotChanged() {
    Ending ending =
        run(
            new ForwardingSysfs() {
              @Override
              public String read(String path) throws IOException {
                throw new IOException("unreadable");
              }
            },
            Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(ending.message())
        .isEqualTo(
            "dax0.0 was not brought to online: unreadable. Its state cannot be read: unreadable.");
  }

  private static Ending run(Sysfs sysfs, Transition to) {
    return new TransitionRunner(new Regions(sysfs), "dax0.0").run(to, () -> STOP);
  }

  private static Sysfs refusing(IOException answer) {
    return new ForwardingSysfs() {
      @Override
      public void write(String path, String value) throws IOException {
        throw answer;
      }
    };
  }
}
