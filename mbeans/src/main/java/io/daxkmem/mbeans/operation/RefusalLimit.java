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
 * of which a client may have many. Who has no name is counted by address; if there are too many,
 * the last ones together.
 */
public final class RefusalLimit {
  /** After this, a user may have as many again. */
  public static final Duration PERIOD = Duration.ofMinutes(1);

  public static final int MOST = 300;

  static final int MOST_USERS = 64;
  private static final String OTHERS = "others";

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
  public RefusalLimit(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts a refusal, and tells whether it is to be written. */
  public synchronized boolean admits(String user) {
    boolean counted = counts.containsKey(user) || counts.size() < MOST_USERS;
    Count count =
        counts.computeIfAbsent(counted ? user : OTHERS, first -> new Count(nanos.getAsLong()));
    return ++count.refused <= MOST;
  }

  /** What was left out of the users whose period is over. Each is told once. */
  public synchronized List<MoreRefused> over() {
    long now = nanos.getAsLong();
    return taken(count -> now - count.since >= PERIOD.toNanos());
  }

  /** What was left out of all users until now. */
  public synchronized List<MoreRefused> all() {
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
