package io.daxkmem.exporter.web;

import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off the clients that take too long. There is one look at all of them at a time, when the
 * first can be over it: a timer for each would wake up its thread twice a request.
 */
final class Patience {
  private final ScheduledExecutorService clock;
  private final long nanos;
  private final Collection<Turn> turns;
  private boolean looks;

  /**
   * @param clock that looks
   * @param patience how long a client may be waited for
   * @param turns of the clients, as they come and go
   */
  Patience(ScheduledExecutorService clock, Duration patience, Collection<Turn> turns) {
    this.clock = clock;
    this.nanos = patience.toNanos();
    this.turns = turns;
  }

  /** To be called after a turn has begun to wait. */
  synchronized void begin() {
    if (!looks) {
      lookIn(nanos);
    }
  }

  private synchronized void look() {
    looks = false;
    turns.stream().filter(turn -> turn.waited() >= nanos).forEach(Turn::cutOff);
    OptionalLong longest =
        turns.stream().filter(Turn::waitsForClient).mapToLong(Turn::waited).max();
    longest.ifPresent(waited -> lookIn(nanos - waited));
  }

  private void lookIn(long delay) {
    looks = true;
    var unused = clock.schedule(this::look, delay, TimeUnit.NANOSECONDS);
  }
}
