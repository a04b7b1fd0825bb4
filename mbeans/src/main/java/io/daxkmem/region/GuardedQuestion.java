package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One read of a subject that may hang, and its result. */
final class GuardedQuestion<T> implements Runnable {

  /** The read itself. */
  @FunctionalInterface
  interface Source<T> {
    T get() throws IOException;

    /** Reads now. The source returned repeats the value or the exception. */
    default Source<T> read() {
      try {
        T value = get();
        return () -> value;
      } catch (IOException e) {
        return () -> {
          throw e;
        };
      } catch (RuntimeException | Error e) {
        return () -> {
          throw e;
        };
      }
    }
  }

  private final GuardedSubject subject;
  private final Source<T> source;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicReference<@Nullable Source<T>> answer = new AtomicReference<>();
  private volatile boolean inTurn;
  private final CountDownLatch answered = new CountDownLatch(1);

  GuardedQuestion(GuardedSubject subject, Source<T> source) {
    this.subject = subject;
    this.source = source;
  }

  boolean takeTurn() {
    inTurn = subject.takeTurn();
    return inTurn;
  }

  /** See {@link GuardedSubject#takeTurn(Duration, Duration)}. */
  boolean takeTurn(Duration longest, Duration most) throws InterruptedException {
    inTurn = subject.takeTurn(longest, most);
    if (!inTurn && !subject.hangs() && subject.leftOf(longest) > 0) {
      answer.set(this::busy);
    }
    return inTurn;
  }

  /** Waits for the answer, but no longer than this. Returns whether it has come. */
  boolean await(Duration most) throws InterruptedException {
    return answered.await(most.toNanos(), NANOSECONDS);
  }

  /**
   * Waits for the answer, as long as the reading makes progress. A reading that has not begun does
   * not hang: its thread waits for the processor.
   *
   * @param longest how long it may take without progress
   * @param most how long to wait for it to begin
   */
  void awaitWhileItProgresses(Duration longest, Duration most) throws InterruptedException {
    long asked = System.nanoTime();
    long nanos;
    do {
      nanos = subject.leftOf(longest);
      if (isWaiting()) {
        nanos = Math.min(nanos, most.toNanos() - (System.nanoTime() - asked));
      }
    } while (!answered.await(nanos, NANOSECONDS) && nanos > 0);
  }

  boolean isKnownToHang() {
    return subject.hangs();
  }

  boolean isFirstOfItsSubject() {
    return !subject.hasAnswered();
  }

  /** True until a thread begins to read. */
  boolean isWaiting() {
    return !begun.get();
  }

  /** Reads, unless another thread has begun to or nobody is waiting for the answer. */
  @Override
  public void run() {
    if (!begun.compareAndSet(false, true)) {
      return;
    }
    subject.progresses();
    try {
      Source<T> found = source.read();
      if (!answer.compareAndSet(null, found)) {
        close(found);
      }
    } finally {
      subject.nowAnswers();
      subject.endTurn();
      answered.countDown();
    }
  }

  /** Marks the subject as hanging if the read has begun and there is no answer yet. */
  void giveUp() {
    if (answer.get() != null) {
      return;
    }
    if (cancel()) {
      if (inTurn) {
        answer.set(this::notBegun);
      }
      return;
    }
    subject.nowHangs();
    if (!answer.compareAndSet(null, this::noAnswer)) {
      // the answer has just arrived, perhaps before the subject was marked as hanging
      subject.nowAnswers();
    }
  }

  /** Drops the answer, because nobody is waiting for it. */
  void abandon() {
    Source<T> found = answer.getAndSet(this::noAnswer);
    if (!cancel() && found != null) {
      close(found);
    }
  }

  /** Keeps threads from beginning to read. Returns false if one already has. */
  private boolean cancel() {
    if (!inTurn) {
      return true;
    }
    if (!begun.compareAndSet(false, true)) {
      return false;
    }
    subject.endTurn();
    return true;
  }

  /** Closes an answer that nobody will take. */
  private static <T> void close(Source<T> found) {
    try {
      if (found.get() instanceof AutoCloseable open) {
        open.close();
      }
    } catch (Exception e) {
      // the read failed, so there is nothing to close
    }
  }

  T answer() throws IOException {
    Source<T> found = answer.get();
    if (found == null) {
      throw hangs();
    }
    return found.get();
  }

  private T noAnswer() throws IOException {
    throw hangs();
  }

  private T busy() throws IOException {
    throw new IOException("its files are busy: too many others wait for them");
  }

  private T notBegun() throws IOException {
    throw new IOException("its files were not read: this machine is too busy");
  }

  private static IOException hangs() {
    return new IOException("reading its files hangs");
  }
}
