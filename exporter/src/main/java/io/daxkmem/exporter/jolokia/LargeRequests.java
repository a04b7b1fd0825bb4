package io.daxkmem.exporter.jolokia;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Handles large requests one at a time: a bulk request may contain a thousand requests, which take
 * some kilobytes each until the answer is written. A user waits for one request of each other user
 * at most.
 */
final class LargeRequests {
  /** Enough for any single operation, which then never waits for a large request. */
  private static final int SMALL_BYTES = 1 << 10;

  private final Semaphore turn = new Semaphore(1, true);

  /** Of users who have or await one. */
  private final Map<String, Semaphore> own = new HashMap<>();

  /** Makes the answer to a request. */
  @FunctionalInterface
  interface Work<T> {
    T result() throws IOException;
  }

  /**
   * Does the work for a request, at once if it is small.
   *
   * @param bytes of the request
   * @throws IOException if the work throws it, or if the client was disconnected meanwhile
   */
  <T> T inTurn(String user, int bytes, Work<T> work) throws IOException {
    if (bytes <= SMALL_BYTES) {
      return work.result();
    }
    Semaphore first = own(user);
    await(first);
    try {
      await(turn);
      try {
        return work.result();
      } finally {
        turn.release();
      }
    } finally {
      first.release();
      forgetUnused(user);
    }
  }

  private synchronized Semaphore own(String user) {
    return own.computeIfAbsent(user, absent -> new Semaphore(1, true));
  }

  private synchronized void forgetUnused(String user) {
    own.computeIfPresent(
        user,
        (same, first) -> first.availablePermits() == 1 && !first.hasQueuedThreads() ? null : first);
  }

  private static void await(Semaphore turn) throws IOException {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("disconnected while waiting for other large requests");
    }
  }
}
