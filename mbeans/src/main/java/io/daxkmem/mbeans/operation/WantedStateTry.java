package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionRule;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tries to bring one region to its wanted state, unless somebody else has changed it. Not
 * thread-safe.
 */
final class WantedStateTry {
  private static final Log LOG = new Log(WantedStateTry.class);

  /** Moving pages elsewhere takes its time, but a pinned one can hold it up for ever. */
  private static final long MOST_SECONDS = 300;

  /** What to do after a try. */
  enum Next {
    /** The region is settled, or nothing is wanted of it. */
    NOTHING,
    TRY_AGAIN,
    GIVE_UP,
    /** Somebody has cancelled it: unless the program ends, call {@link #leave}. */
    LEAVE
  }

  /**
   * How a try ended.
   *
   * @param why the region is not in its wanted state, as a sentence; empty if it is
   */
  record Result(Next next, String why) {}

  private static final Result ENDED = new Result(Next.NOTHING, "");

  private final String device;
  private final Regions regions;
  private final RegionOperations operations;
  private final Supplier<WantedStates> wanted;
  private final SettledRegions settled;

  WantedStateTry(
      String device,
      Regions regions,
      RegionOperations operations,
      Supplier<WantedStates> wanted,
      SettledRegions settled) {
    this.device = device;
    this.regions = regions;
    this.operations = operations;
    this.wanted = wanted;
    this.settled = settled;
  }

  /**
   * Says that the region is left as it is, if it is settled in another state than wanted: otherwise
   * nobody would know after a restart why nothing is done.
   */
  void tellIfLeft() {
    if (!settled.contains(device)) {
      return;
    }
    try {
      Region now = regions.read(device);
      wanted
          .get()
          .of(now)
          .filter(line -> !line.isMetBy(now.state()))
          .ifPresent(line -> tellLeft(now, line));
    } catch (IOException | RuntimeException e) {
      LOG.debug("a settled region cannot be read", field("device", device), field("error", e));
    }
  }

  private void tellLeft(Region now, WantedRegion line) {
    LOG.info(
        "a region is left in its state, because it was in the wanted one before, or somebody has"
            + " changed it: to bring it there, use an operation",
        field("device", device),
        field("state", now.state().text()),
        field("wanted", line.state().text()));
  }

  Result make() {
    if (settled.contains(device)) {
      return ENDED;
    }
    try {
      Region now = regions.read(device);
      Optional<WantedRegion> line = wanted.get().of(now);
      return line.isPresent() ? bring(now, line.get()) : ENDED;
    } catch (IOException | RuntimeException e) {
      return new Result(Next.TRY_AGAIN, "it cannot be read: " + e.getMessage());
    }
  }

  private Result bring(Region now, WantedRegion line) throws IOException {
    if (now.pending().isPresent() || operations.running().isPresent()) {
      return new Result(Next.TRY_AGAIN, "somebody else is changing it just now.");
    }
    if (line.isMetBy(now.state())) {
      return settle("a region is in its wanted state", now, line);
    }
    Optional<Untouched> own = untouched(now);
    if (own.isEmpty()) {
      return settle(
          "a region is left in its state, because somebody else has changed it", now, line);
    }
    Untouched before = own.get();
    Optional<TransitionRule> rule = against(now, now.state(), line.to());
    if (rule.isEmpty()) {
      return change(line.to(), before, line);
    }
    if (line.state().isOnline() && against(now, RegionState.UNPLUGGED, line.to()).isEmpty()) {
      // as an operator would have to
      return change(Transition.UNPLUG, before, line);
    }
    return new Result(Next.GIVE_UP, rule.get().reason() + ". " + rule.get().advice());
  }

  /** The region as this program or the bind has left it; empty if somebody else has changed it. */
  private Optional<Untouched> untouched(Region now) {
    Set<Untouched> left = settled.left(device);
    return left.stream().allMatch(one -> one.isOfAnEarlierBind(now))
        ? Optional.of(Untouched.sinceBind(now)).filter(one -> one.is(now))
        : left.stream().filter(one -> one.is(now)).findFirst();
  }

  /** Makes a step, and looks again where the region is then. */
  private Result change(Transition step, Untouched before, WantedRegion line) throws IOException {
    settled.leaves(device, before.during(step));
    EndedOperation ended = operations.runAsTry(step, requester(line), MOST_SECONDS, this::obstacle);
    if (ended.outcome() == Outcome.DONE) {
      settled.leaves(device, Set.of(before.after(step)));
      return make();
    }
    Region now = regions.read(device);
    settled.leaves(device, Set.of(before.rolledBack(now.state())));
    boolean cancelled = ended.outcome() == Outcome.CANCELLED && now.isKmem();
    return new Result(cancelled ? Next.LEAVE : Next.TRY_AGAIN, ended.message());
  }

  private Optional<String> obstacle() {
    return settled.contains(device)
        ? Optional.of("somebody has operated it meanwhile. It is left as it is.")
        : Optional.empty();
  }

  /** Settles the region as it is, unless it is settled. Tells whether it was not. */
  boolean leave(String why) {
    boolean left = settled.add(device);
    if (left) {
      LOG.info("a region is left in its state", field("device", device), field("why", why));
    }
    return left;
  }

  /** The same, but only if a state is wanted of it, as far as that can be known. */
  boolean leaveIfWanted(String why) {
    return isWanted() && leave(why);
  }

  /** Settles the region in any case; says so only if a state is wanted of it. */
  void leaveToOperator(String why) {
    if (!leaveIfWanted(why)) {
      settled.add(device);
    }
  }

  private boolean isWanted() {
    try {
      return wanted.get().of(regions.read(device)).isPresent();
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  private Result settle(String message, Region now, WantedRegion line) {
    settled.add(device);
    LOG.info(
        message,
        field("device", device),
        field("state", now.state().text()),
        field("wanted", line.state().text()));
    return ENDED;
  }

  private static Optional<TransitionRule> against(Region region, RegionState from, Transition to) {
    return TransitionRule.against(region.kernelInterface(), from, to);
  }

  private static Requester requester(WantedRegion line) {
    return new Requester(WantedStateApplier.USER, "line " + line.line());
  }
}
