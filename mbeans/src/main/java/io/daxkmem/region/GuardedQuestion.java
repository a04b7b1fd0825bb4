package io.daxkmem.region;

import java.io.IOException;
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
  }

  private final GuardedSubject subject;
  private final Source<T> source;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicReference<@Nullable Source<T>> answer = new AtomicReference<>();
  private volatile boolean inTurn;
  private volatile CountDownLatch left = new CountDownLatch(1);

  GuardedQuestion(GuardedSubject subject, Source<T> source) {
    this.subject = subject;
    this.source = source;
  }

  boolean takeTurn() {
    inTurn = subject.takeTurn();
    return inTurn;
  }

  boolean takeTurn(long nanos) throws InterruptedException {
    inTurn = subject.takeTurn(nanos);
    return inTurn;
  }

  void countDownWhenAnswered(CountDownLatch latch) {
    left = latch;
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
    try {
      Source<T> found = read();
      if (!answer.compareAndSet(null, found)) {
        close(found);
      }
    } finally {
      subject.nowAnswers();
      subject.endTurn();
      left.countDown();
    }
  }

  private Source<T> read() {
    try {
      T value = source.get();
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

  /** Marks the subject as hanging if the read has begun and there is no answer yet. */
  void giveUp() {
    if (answer.get() != null || cancel()) {
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

  private static IOException hangs() {
    return new IOException("reading its files hangs");
  }
}
