package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A group of files that are read by one thread at a time, such as those of one device. If one file
 * hangs, the whole group counts as hanging.
 */
final class GuardedSubject {
  private final Semaphore turn = new Semaphore(1, true);
  private final Semaphore waitingPlaces;
  private volatile long progressed;
  private volatile boolean isRead;
  private volatile boolean answered;
  private volatile boolean hangs;
  private volatile @Nullable Runnable end;

  /** A subject that any number of callers may wait for. */
  GuardedSubject() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A subject that only some callers may wait for, as waiting takes a thread of each.
   *
   * @param mostWaiting further callers get no turn
   */
  GuardedSubject(int mostWaiting) {
    waitingPlaces = new Semaphore(mostWaiting);
  }

  /** Takes the turn if it is free and nobody waits for it. */
  boolean takeTurn() {
    return !hangs && !turn.hasQueuedThreads() && turn.tryAcquire();
  }

  /**
   * Waits for the turn, as long as those that have it make progress, unless too many wait already.
   *
   * @param longest how long a reading may take without progress
   * @param most how long to wait in total
   */
  boolean takeTurn(Duration longest, Duration most) throws InterruptedException {
    if (!waitingPlaces.tryAcquire()) {
      return false;
    }
    try {
      return waitForTurn(longest, most);
    } finally {
      waitingPlaces.release();
    }
  }

  private boolean waitForTurn(Duration longest, Duration most) throws InterruptedException {
    long asked = System.nanoTime();
    do {
      long nanos = Math.min(leftOf(longest), most.toNanos() - (System.nanoTime() - asked));
      if (hangs) {
        return false;
      }
      if (turn.tryAcquire(nanos, NANOSECONDS)) {
        return true;
      }
    } while (leftOf(longest) > 0 && System.nanoTime() - asked < most.toNanos());
    return false;
  }

  /** Tells that the reading has begun, or that a part of it is done. */
  void progresses() {
    progressed = System.nanoTime();
    isRead = true;
  }

  /** Nanoseconds until a reading that has begun has taken this long without progress. */
  long leftOf(Duration longest) {
    return longest.toNanos() - (isRead ? System.nanoTime() - progressed : 0);
  }

  void endTurn() {
    isRead = false;
    turn.release();
    endIfIdle();
  }

  boolean hasAnswered() {
    return answered;
  }

  boolean hangs() {
    return hangs;
  }

  void nowAnswers() {
    answered = true;
    hangs = false;
  }

  void nowHangs() {
    hangs = true;
  }

  /** Runs the task as soon as no thread is reading, which may be immediately. */
  void endWith(Runnable last) {
    end = last;
    endIfIdle();
  }

  private void endIfIdle() {
    Runnable last = end;
    if (last != null && turn.tryAcquire()) {
      try {
        last.run();
      } finally {
        turn.release();
      }
    }
  }
}
