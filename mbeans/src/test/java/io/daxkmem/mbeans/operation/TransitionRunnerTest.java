package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.ForwardingSysfs;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results that the simulated kernel cannot produce. */
class TransitionRunnerTest {
  private static final StopReason STOP =
      new StopReason(Outcome.CANCELLED, "it was cancelled by admin");

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void anInterruptAfterCompletionIsDone() {
    TransitionResult ending =
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
        .endsWith("It was complete before it could be stopped.");
  }

  @Test
  void anInterruptBeforeTheWriteGivesTheStopReason() {
    Thread.currentThread().interrupt();

    TransitionResult ending = run(new ForwardingSysfs(), Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(ending.message())
        .isEqualTo(
            "dax0.0 was not brought to online: it was cancelled by admin. It is offline now.");
  }

  @Test
  void aKernelErrorGivesReasonStateAndAdvice() {
    TransitionResult ending =
        run(
            refusing(new KernelRefusedException(Errno.ENODEV, "told by the kernel")),
            Transition.ONLINE);

    assertThat(ending)
        .isEqualTo(
            new TransitionResult(
                Outcome.FAILED,
                RegionState.OFFLINE,
                "dax0.0 was not brought to online: its driver is being unbound. It is offline"
                    + " now. Bind it to kmem again, then try again."));
  }

  @Test
  void aFailedRollbackAdvisesUnplug() {
    AtomicBoolean written = new AtomicBoolean();
    TransitionResult ending =
        run(
            new ForwardingSysfs() {
              @Override
              public String read(String path) throws IOException {
                return written.get() && path.endsWith("/hotplug")
                    ? "inconsistent"
                    : super.read(path);
              }

              @Override
              public void write(String path, String value) throws IOException {
                written.set(true);
                throw new KernelRefusedException(Errno.ENOMEM, "told by the kernel");
              }
            },
            Transition.ONLINE);

    assertThat(ending.message())
        .contains(
            " It is inconsistent now, because not all blocks could be put back. Unplug it to repair"
                + " that. Free memory on other nodes");
  }

  @Test
  void aMissingRightIsExplained() {
    TransitionResult ending =
        run(refusing(new AccessDeniedException("hotplug")), Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(ending.message()).endsWith("It is offline now. Run it as root.");
  }

  @Test
  void aKernelWithoutTheAttributeIsExplained() {
    TransitionResult ending =
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
        .endsWith(
            "it lacks the attribute bus/dax/devices/dax0.0/hotplug. It is offline now. Boot one with"
                + " the attribute hotplug.");
  }

  @Test
  void anErrorOfTheJvmEndsTheOperationToo() {
    TransitionResult ending =
        run(
            new ForwardingSysfs() {
              @Override
              public void write(String path, String value) {
                throw new StackOverflowError("too deep");
              }
            },
            Transition.ONLINE);

    assertThat(ending.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(ending.message()).contains("too deep");
  }

  @Test
  void anUnreadableRegionIsNotChanged() {
    TransitionResult ending =
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

  private static TransitionResult run(Sysfs sysfs, Transition to) {
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
