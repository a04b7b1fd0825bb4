package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What hangs as a whole, such as the files of one device; one thread at a time reads them. */
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

  /** Does that as soon as nobody reads, which may be now. */
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
