package io.daxkmem.exporter.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One client's turn on a thread: it is waited for, worked for, and waited for again. */
final class Turn {
  private final Thread thread = Thread.currentThread();
  private final ScheduledExecutorService clock;
  private final Duration patience;
  private Future<?> end = CompletableFuture.completedFuture(null);
  private boolean waits;
  private boolean served;
  private boolean cutOff;
  private long since;

  /**
   * The turn of a client that the current thread waits for.
   *
   * @param patience how long it does so at most, each time
   */
  Turn(ScheduledExecutorService clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    waitForClient();
  }

  synchronized void waitForClient() {
    waits = true;
    since = System.nanoTime();
    end = clock.schedule(this::cutOff, patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * From now on it is not cut off.
   *
   * @throws IOException where it just was
   */
  synchronized void work() throws IOException {
    if (cutOff) {
      throw new InterruptedIOException("the client took too long");
    }
    stopWaiting();
    served = true;
  }

  synchronized void end() {
    stopWaiting();
    if (cutOff) {
      // whatever this thread does next must not be hit
      Thread.interrupted();
    }
  }

  /**
   * Its connection is closed, if the thread waits for the client: that is what interrupting does.
   */
  synchronized void cutOff() {
    if (waitsForClient()) {
      cutOff = true;
      thread.interrupt();
    }
  }

  synchronized boolean waitsForClient() {
    return waits && !cutOff;
  }

  /** Whether the client is waited for, to take its answer. */
  synchronized boolean waitsWithAnswer() {
    return waitsForClient() && served;
  }

  /** For how many nanoseconds the client has been waited for. */
  synchronized long waited() {
    return System.nanoTime() - since;
  }

  private void stopWaiting() {
    waits = false;
    end.cancel(false);
  }
}
