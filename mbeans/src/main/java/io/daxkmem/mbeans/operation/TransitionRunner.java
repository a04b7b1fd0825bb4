package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;
import static io.daxkmem.mbeans.operation.Outcome.FAILED;
import static io.daxkmem.region.RegionState.INCONSISTENT;

import io.daxkmem.log.Log;
import io.daxkmem.region.KernelInterface;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Survey;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionRule;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the kernel to change a region and describes the result. */
public record TransitionRunner(Regions regions, String device) {
  private static final Log LOG = new Log(TransitionRunner.class);

  /**
   * Runs a transition. An interrupt of this thread ends it early; there may be one at most.
   *
   * @param stop supplies the reason of an interrupt
   */
  TransitionResult run(Transition to, Supplier<StopReason> stop) {
    try {
      Region before = regions.read(device);
      return change(before, to, stop);
    } catch (ClosedByInterruptException e) {
      return failed(stateOrUnknown(), to, stop.get().as(), stop.get().reason(), "");
    } catch (NoSuchFileException e) {
      return new TransitionResult(
          FAILED,
          RegionState.UNKNOWN,
          notBroughtTo(to) + "the device is gone, or no longer bound to kmem.");
    } catch (IOException e) {
      return failed(RegionState.UNKNOWN, to, FAILED, e.getMessage(), "");
    } catch (RuntimeException | Error e) {
      // whatever it is, the operation has to end, or the region would be busy for ever
      LOG.warn("an operation failed unexpectedly", e, field("device", device));
      return failed(RegionState.UNKNOWN, to, FAILED, e.toString(), "");
    }
  }

  /** The current state; {@link RegionState#UNKNOWN} if it cannot be read. */
  RegionState stateOrUnknown() {
    try {
      return readNow().state();
    } catch (IOException e) {
      return RegionState.UNKNOWN;
    }
  }

  private TransitionResult change(Region before, Transition to, Supplier<StopReason> stop)
      throws IOException {
    try {
      regions.change(device, to);
      return reported(before, to);
    } catch (ClosedByInterruptException e) {
      Region now = readNow();
      return now.state() == to.target()
          ? done(before, now, " It was complete before it could be stopped.")
          : stopped(before, to, stop.get());
    } catch (KernelRefusedException e) {
      Refusal refusal = Refusal.of(e, before, to);
      return failed(before.state(), to, refusal, refusal.outcome() == FAILED ? known(to) : "");
    } catch (AccessDeniedException e) {
      return failed(before.state(), to, Refusal.noRight(), "");
    } catch (UnsupportedOperationException e) {
      String advice =
          TransitionRule.against(before.kernelInterface(), before.state(), to)
              .map(rule -> " " + rule.advice())
              .orElse("");
      return failed(before.state(), to, Outcome.REFUSED, e.getMessage(), advice);
    } catch (IllegalStateException e) {
      return failed(before.state(), to, Outcome.REFUSED, e.getMessage(), "");
    }
  }

  private TransitionResult stopped(Region before, Transition to, StopReason stop) {
    String known = stop.as() == Outcome.TIMED_OUT ? known(to) : "";
    return failed(before.state(), to, stop.as(), stop.reason(), known);
  }

  /** Describes known obstacles to taking memory away; empty for other transitions. */
  private String known(Transition to) {
    if (to.target().isOnline()) {
      return "";
    }
    try {
      Region now = readNow();
      Survey survey = regions.survey(now);
      return now.blocks()
          .map(blocks -> " " + String.join(" ", new Obstacles(blocks, survey).sentences()))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The kernel has reported success, which on mainline need not be true. */
  private TransitionResult reported(Region before, Transition to) throws IOException {
    Region now = readNow();
    if (now.kernelInterface() == KernelInterface.STATE && now.state() != to.target()) {
      return new TransitionResult(
          FAILED,
          before.state(),
          notBroughtTo(to)
              + "the kernel reported success, but it is "
              + now.state().text()
              + now.blocks().map(this::inUse).orElse("")
              + ". This kernel does not look at memory blocks that others change, or that it"
              + " cannot bring online itself. Call unplug, then try again.");
    }
    return done(before, now, "");
  }

  private TransitionResult done(Region before, Region now, String remark) {
    String state =
        now.state() == before.state()
            ? String.format(Locale.ROOT, "%s is %s, as it was before", device, now.state().text())
            : String.format(
                Locale.ROOT,
                "%s is %s; it was %s",
                device,
                now.state().text(),
                before.state().text());
    return new TransitionResult(
        Outcome.DONE,
        before.state(),
        state + now.blocks().map(this::inUse).orElse("") + "." + remark);
  }

  private String inUse(MemoryBlocks blocks) {
    return String.format(
        Locale.ROOT, ", with %d of %d memory blocks in use", blocks.inUse(), blocks.possible());
  }

  private TransitionResult failed(RegionState from, Transition to, Refusal refusal, String known) {
    return failed(from, to, refusal.outcome(), refusal.reason(), " " + refusal.advice() + known);
  }

  private TransitionResult failed(
      RegionState from, Transition to, Outcome outcome, @Nullable String reason, String advice) {
    return new TransitionResult(
        outcome, from, notBroughtTo(to) + reason + ". " + stateNow(from) + advice);
  }

  private String notBroughtTo(Transition to) {
    return String.format(Locale.ROOT, "%s was not brought to %s: ", device, to.target().text());
  }

  private String stateNow(RegionState from) {
    try {
      RegionState now = readNow().state();
      return now == INCONSISTENT && from != INCONSISTENT
          ? "It is inconsistent now, because not all blocks could be put back. Unplug it to repair"
              + " that."
          : "It is " + now.text() + " now.";
    } catch (IOException e) {
      return "Its state cannot be read: " + e.getMessage() + ".";
    }
  }

  /** Reads the region even if this thread is interrupted before or during the read. */
  private Region readNow() throws IOException {
    try {
      return regions.read(device);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      return regions.read(device);
    }
  }
}
