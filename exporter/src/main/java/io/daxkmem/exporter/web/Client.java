package io.daxkmem.exporter.web;

import java.io.InterruptedIOException;

/** The client of one request, and whether the server is waiting for it now. */
final class Client {
  private final Thread thread = Thread.currentThread();
  private boolean waitedFor = true;
  private boolean answered;
  private boolean cutOff;
  private long moved = System.nanoTime();

  /**
   * The server works for the client and does not cut it off.
   *
   * @throws InterruptedIOException if it was cut off just before
   */
  synchronized void work() throws InterruptedIOException {
    if (cutOff) {
      throw new InterruptedIOException("the client was cut off");
    }
    waitedFor = false;
  }

  /** The server waits for the client again. */
  synchronized void await() {
    waitedFor = true;
    moved();
  }

  /** The client has a place in the room for answers. */
  synchronized void answer() {
    answered = true;
  }

  /** The client has taken a part of its answer. */
  synchronized void moved() {
    moved = System.nanoTime();
  }

  /** Does not count this time, in nanoseconds, as idle: the server was held up. */
  synchronized void excuse(long nanos) {
    moved = Math.min(moved + nanos, System.nanoTime());
  }

  /** Closes the connection, by interrupting the thread, if the server waits for the client. */
  synchronized void cutOff() {
    if (standsStill()) {
      cutOff = true;
      thread.interrupt();
    }
  }

  /** The request has ended. What its thread does next is not interrupted. */
  synchronized void leave() {
    waitedFor = false;
    if (cutOff) {
      Thread.interrupted();
    }
  }

  synchronized boolean standsStill() {
    return waitedFor && !cutOff;
  }

  synchronized boolean isAnswered() {
    return answered;
  }

  /** Whether the connection was closed; its thread may not have noticed yet. */
  synchronized boolean isCutOff() {
    return cutOff;
  }

  /** Nanoseconds since the client last took something, without those when it could not. */
  synchronized long stood() {
    return System.nanoTime() - moved;
  }
}
