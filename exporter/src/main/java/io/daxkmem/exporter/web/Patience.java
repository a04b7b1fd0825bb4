package io.daxkmem.exporter.web;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off the clients that take too long: longer than any may, or longer than the others can wait
 * for their threads and their memory.
 *
 * <p>It looks at all of them at once, when something has changed and when the first of them is over
 * its time: a timer for each would wake up its thread twice a request.
 */
final class Patience {
  /** An honest client that is here sends its request and takes each part of its answer in less. */
  private static final Duration MOMENT = Duration.ofMillis(10);

  private static final long NEVER = Long.MAX_VALUE;

  private final ScheduledExecutorService clock;
  private final ClientLimits limits;
  private final Collection<Turn> turns;
  private final IntSupplier queued;
  private @Nullable ScheduledFuture<?> next;

  /**
   * @param clock that looks again
   * @param turns of the clients, as they come and go
   * @param queued how many requests wait for a thread
   */
  Patience(
      ScheduledExecutorService clock,
      ClientLimits limits,
      Collection<Turn> turns,
      IntSupplier queued) {
    this.clock = clock;
    this.limits = limits;
    this.turns = turns;
    this.queued = queued;
  }

  /** To be called after a turn has begun to wait, and after a request has been queued. */
  synchronized void look() {
    LongStream.of(
            cutOff(Turn::waitsForClient, Turn::waited, Integer.MAX_VALUE, limits.patience()),
            cutOff(Turn::waitsWithAnswer, Turn::waited, tooManyAnswers(), limits.grace()),
            cutOff(Turn::waitsForClient, Turn::stood, tooManyRequests(), MOMENT))
        .min()
        .ifPresent(this::lookIn);
  }

  private long tooManyAnswers() {
    return turns.stream().filter(Turn::waitsWithAnswer).count() - limits.answers();
  }

  /** As many threads as are not enough for the requests, but for those that will be free anyway. */
  private long tooManyRequests() {
    return queued.getAsInt()
        + turns.stream().filter(turn -> !turn.isCutOff()).count()
        - limits.requests();
  }

  /**
   * Cuts off those that have waited longest.
   *
   * @param wait for how many nanoseconds each has waited
   * @param most how many
   * @param after how long each of them may wait
   * @return in how many nanoseconds the next is over its time
   */
  private long cutOff(Predicate<Turn> which, ToLongFunction<Turn> wait, long most, Duration after) {
    for (long i = 0; i < most; i++) {
      Optional<Turn> longest = turns.stream().filter(which).max(Comparator.comparingLong(wait));
      if (longest.isEmpty()) {
        return NEVER;
      }
      long left = after.toNanos() - wait.applyAsLong(longest.get());
      if (left > 0) {
        return left;
      }
      longest.get().cutOff();
    }
    return NEVER;
  }

  private void lookIn(long nanos) {
    if (nanos == NEVER || (next != null && next.getDelay(NANOSECONDS) <= nanos)) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    next = clock.schedule(this::lookAgain, nanos, NANOSECONDS);
  }

  private synchronized void lookAgain() {
    next = null;
    look();
  }
}
