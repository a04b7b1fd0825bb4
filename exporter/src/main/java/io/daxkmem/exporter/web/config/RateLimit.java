package io.daxkmem.exporter.web.config;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Limits the rate of requests: a token bucket, of which each request takes one token. */
public final class RateLimit {
  private final double tokenNanos;
  private final int burst;
  private final LongSupplier nanos;
  private double tokens;
  private long filled;

  /**
   * Makes a full bucket.
   *
   * @param interval at which a token is added; zero for no limit
   * @param burst size of the bucket
   * @param nanos a monotonic clock
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

  /** Takes a token; false if there is none. */
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
