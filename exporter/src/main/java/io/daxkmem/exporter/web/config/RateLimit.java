package io.daxkmem.exporter.web.config;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How many requests are answered: a bucket of tokens, of which each request takes one. */
public final class RateLimit {
  private final double tokenNanos;
  private final int burst;
  private final LongSupplier nanos;
  private double tokens;
  private long filled;

  /**
   * A full bucket.
   *
   * @param interval in which one token comes in; zero: there is no limit
   * @param burst how many the bucket holds
   * @param nanos a clock that never goes back
   */
  RateLimit(Duration interval, int burst, LongSupplier nanos) {
    this.tokenNanos = interval.toNanos();
    this.burst = burst;
    this.nanos = nanos;
    this.tokens = burst;
    this.filled = nanos.getAsLong();
  }

  static RateLimit none() {
    return new RateLimit(Duration.ZERO, 0, System::nanoTime);
  }

  /** Whether one more request may be answered. */
  public synchronized boolean take() {
    if (tokenNanos == 0) {
      return true;
    }
    long now = nanos.getAsLong();
    tokens = Math.min(burst, tokens + (now - filled) / tokenNanos);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
