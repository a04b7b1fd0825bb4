package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A group of files that are read by one thread at a time, such as those of one device. If one file
 * hangs, the whole group counts as hanging.
 */
final class GuardedSubject {
  private final Semaphore turn = new Semaphore(1);
  private volatile boolean answered;
  private volatile boolean hangs;
  private volatile @Nullable Runnable end;

  boolean takeTurn() {
    return !hangs && turn.tryAcquire();
  }

  boolean takeTurn(long nanos) throws InterruptedException {
    return !hangs && turn.tryAcquire(nanos, NANOSECONDS);
  }

  void endTurn() {
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
