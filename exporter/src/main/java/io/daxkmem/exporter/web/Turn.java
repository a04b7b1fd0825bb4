package io.daxkmem.exporter.web;

import java.io.IOException;
import java.io.InterruptedIOException;

/** One client's turn on a thread: it is waited for, worked for, and waited for again. */
final class Turn {
  private final Thread thread = Thread.currentThread();
  private boolean waits;
  private boolean served;
  private boolean cutOff;
  private long since;
  private long moved;

  /** The turn of a client that the current thread waits for. */
  Turn() {
    waitForClient();
  }

  synchronized void waitForClient() {
    waits = true;
    since = System.nanoTime();
    moved = since;
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
    waits = false;
    served = true;
  }

  synchronized void end() {
    waits = false;
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

  synchronized boolean isCutOff() {
    return cutOff;
  }

  synchronized boolean waitsForClient() {
    return waits && !cutOff;
  }

  /** Whether the client is waited for, to take its answer. */
  synchronized boolean waitsWithAnswer() {
    return waitsForClient() && served;
  }

  /** The client has taken a part of its answer. */
  synchronized void move() {
    moved = System.nanoTime();
  }

  /** For how many nanoseconds the client has been waited for and has not moved. */
  synchronized long stood() {
    return System.nanoTime() - moved;
  }

  /** For how many nanoseconds the client has been waited for. */
  synchronized long waited() {
    return System.nanoTime() - since;
  }
}
