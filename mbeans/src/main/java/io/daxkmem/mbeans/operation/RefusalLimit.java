package io.daxkmem.mbeans.operation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * How many refused operations of one user are written: three hundred a minute, so that a bulk on
 * all regions of a machine is written in full. The others are counted. By user and not by address,
 * of which a client may have many.
 */
final class RefusalLimit {
  /** After this, a user may have as many again. */
  static final Duration PERIOD = Duration.ofMinutes(1);

  static final int MOST = 300;

  private static final class Count {
    private final long since;
    private long refused;

    private Count(long since) {
      this.since = since;
    }

    private long leftOut() {
      return Math.max(0, refused - MOST);
    }
  }

  private final LongSupplier nanos;
  private final Map<String, Count> counts = new HashMap<>();

  /**
   * @param nanos a clock like {@link System#nanoTime}
   */
  RefusalLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts a refusal, and tells whether it is to be written. */
  synchronized boolean admits(String user) {
    Count count = counts.computeIfAbsent(user, first -> new Count(nanos.getAsLong()));
    return ++count.refused <= MOST;
  }

  /** What was left out of the users whose period is over. Each is told once. */
  synchronized List<MoreRefused> over() {
    long now = nanos.getAsLong();
    return taken(count -> now - count.since >= PERIOD.toNanos());
  }

  /** What was left out of all users until now. */
  synchronized List<MoreRefused> all() {
    return taken(count -> true);
  }

  private List<MoreRefused> taken(Predicate<Count> wanted) {
    List<MoreRefused> more =
        counts.entrySet().stream()
            .filter(one -> wanted.test(one.getValue()) && one.getValue().leftOut() > 0)
            .map(one -> new MoreRefused(one.getKey(), one.getValue().leftOut()))
            .toList();
    counts.values().removeIf(wanted);
    return more;
  }
}
