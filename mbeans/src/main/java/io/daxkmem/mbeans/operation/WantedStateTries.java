package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.mbeans.operation.WantedStateTry.Result;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Tries to bring one region to its wanted state, with a pause after each try that fails, until
 * there are no more pauses.
 */
final class WantedStateTries implements Runnable, OngoingTries {
  private static final Log LOG = new Log(WantedStateTries.class);

  /** Runs something after a pause. */
  @FunctionalInterface
  interface Later {
    void run(Runnable work, Duration pause);
  }

  private final String device;
  private final WantedStateTry oneTry;
  private final Iterator<Duration> pauses;
  private final Later later;
  private volatile boolean stopped;
  private volatile boolean over;

  WantedStateTries(String device, WantedStateTry oneTry, List<Duration> pauses, Later later) {
    this.device = device;
    this.oneTry = oneTry;
    this.pauses = pauses.iterator();
    this.later = later;
  }

  /** Makes a try, and the next one later if there is one. */
  @Override
  public void run() {
    if (stopped || over) {
      return;
    }
    Result result = oneTry.make();
    if (stopped || over) {
      return;
    }
    switch (result.next()) {
      case NOTHING -> over = true;
      case TRY_AGAIN -> tryAgain(result.why());
      case GIVE_UP -> giveUp(result.why());
      case LEAVE -> {
        over = true;
        oneTry.leave(result.why());
      }
    }
  }

  /** Makes no more tries, because the device is gone or the program ends. */
  void stop() {
    stopped = true;
  }

  /** Leaves the region as it is, because somebody operates it. */
  @Override
  public boolean end(String why) {
    if (stopped || over || !oneTry.leaveIfWanted(why)) {
      return false;
    }
    over = true;
    return true;
  }

  @Override
  public void operated(String why) {
    if (!stopped) {
      over = true;
      oneTry.leaveToOperator(why);
    }
  }

  private void tryAgain(String why) {
    if (!pauses.hasNext()) {
      giveUp(why);
      return;
    }
    Duration pause = pauses.next();
    LOG.warn(
        "a region is not in its wanted state yet",
        field("device", device),
        field("why", why),
        field("again_in_seconds", pause.toSeconds()));
    later.run(this, pause);
  }

  private void giveUp(String why) {
    over = true;
    LOG.error(
        "gave up bringing a region to its wanted state: do it with an operation, or start this"
            + " program again",
        field("device", device),
        field("why", why));
  }
}
