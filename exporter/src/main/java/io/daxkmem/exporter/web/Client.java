package io.daxkmem.exporter.web;

import java.io.InterruptedIOException;

/** A client whose request is on a thread: it is waited for, worked for, and waited for again. */
final class Client {
  private final Thread thread = Thread.currentThread();
  private boolean waitedFor = true;
  private boolean answered;
  private boolean cutOff;
  private long moved = System.nanoTime();

  /**
   * It is worked for: from now on it is not cut off.
   *
   * @throws InterruptedIOException where it just was
   */
  synchronized void work() throws InterruptedIOException {
    if (cutOff) {
      throw new InterruptedIOException("the client was cut off");
    }
    waitedFor = false;
  }

  /** It is waited for again. */
  synchronized void await() {
    waitedFor = true;
    moved();
  }

  /** It has a place among the answers. */
  synchronized void answer() {
    answered = true;
  }

  /** It has taken a part of its answer. */
  synchronized void moved() {
    moved = System.nanoTime();
  }

  /** Closes its connection if it is waited for: that is what interrupting its thread does. */
  synchronized void cutOff() {
    if (standsStill()) {
      cutOff = true;
      thread.interrupt();
    }
  }

  /** Its request is done with, and what its thread does next is not interrupted. */
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

  /** Its connection is closed; its thread has not noticed yet. */
  synchronized boolean isCutOff() {
    return cutOff;
  }

  /** For how many nanoseconds it has not moved. */
  synchronized long stood() {
    return System.nanoTime() - moved;
  }
}
