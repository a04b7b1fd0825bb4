package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Keeps callers from waiting for a file that hangs. The guard's own threads read the files, at most
 * one thread for each subject. Callers give up after a timeout; later callers fail at once until
 * the file has answered.
 */
final class HangGuard {

  /**
   * Extra time for the first answer, in multiples of the patience: a slow machine is busy at boot.
   */
  private static final int FIRST_TIME = 5;

  private final Executor threads = new ReaderThreads();
  private final Duration patience;

  /**
   * @param patience how long a file may take before the other files get their own threads. Callers
   *     give up after twice this time, or six times for the first read of a subject.
   */
  HangGuard(Duration patience) {
    this.patience = patience;
  }

  /**
   * Reads one subject.
   *
   * @throws IOException if the source throws it, or if the subject hangs
   */
  <T> T ask(GuardedSubject subject, GuardedQuestion.Source<T> source) throws IOException {
    GuardedQuestion<T> question = new GuardedQuestion<>(subject, source);
    ask(List.of(question));
    return question.answer();
  }

  /** Asks all questions. A subject without an answer afterwards counts as hanging. */
  <T> void ask(List<GuardedQuestion<T>> questions) throws ClosedByInterruptException {
    long begun = System.nanoTime();
    List<GuardedQuestion<T>> first = new ArrayList<>();
    List<GuardedQuestion<T>> others = new ArrayList<>();
    for (GuardedQuestion<T> question : questions) {
      if (question.takeTurn()) {
        first.add(question);
      } else if (!question.isKnownToHang()) {
        others.add(question);
      }
    }
    boolean gotThrough = false;
    try {
      askTogether(first, begun);
      askOneByOne(others, begun);
      questions.forEach(GuardedQuestion::giveUp);
      gotThrough = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } finally {
      if (!gotThrough) {
        questions.forEach(GuardedQuestion::abandon);
      }
    }
  }

  /** Uses one thread, which is cheapest. If it is held up, each remaining question gets its own. */
  private void askTogether(List<? extends GuardedQuestion<?>> questions, long begun)
      throws InterruptedException {
    if (questions.isEmpty()) {
      return;
    }
    CountDownLatch left = new CountDownLatch(questions.size());
    questions.forEach(question -> question.countDownWhenAnswered(left));
    threads.execute(() -> questions.forEach(GuardedQuestion::run));
    if (await(left, begun, patience)) {
      return;
    }
    questions.stream().filter(GuardedQuestion::isWaiting).forEach(threads::execute);
    await(left, begun, longest(questions));
  }

  /** Waits for a turn first, because these subjects are being read for other callers. */
  private void askOneByOne(List<? extends GuardedQuestion<?>> questions, long begun)
      throws InterruptedException {
    for (GuardedQuestion<?> question : questions) {
      Duration longest = longest(List.of(question));
      if (question.takeTurn(leftOf(longest, begun))) {
        CountDownLatch left = new CountDownLatch(1);
        question.countDownWhenAnswered(left);
        threads.execute(question);
        await(left, begun, longest);
      }
    }
  }

  private Duration longest(List<? extends GuardedQuestion<?>> questions) {
    boolean first = questions.stream().anyMatch(GuardedQuestion::isFirstOfItsSubject);
    return patience.plus(first ? patience.multipliedBy(FIRST_TIME) : patience);
  }

  private static boolean await(CountDownLatch left, long begun, Duration most)
      throws InterruptedException {
    return left.await(leftOf(most, begun), NANOSECONDS);
  }

  private static long leftOf(Duration most, long begun) {
    return most.toNanos() - (System.nanoTime() - begun);
  }
}
