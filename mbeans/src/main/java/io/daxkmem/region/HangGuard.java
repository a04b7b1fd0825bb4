package io.daxkmem.region;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Keeps callers from waiting for a file that hangs. The guard's own threads read the files, at most
 * one thread for each subject. Callers give up if a reading makes no progress for some time; later
 * callers fail at once until the file has answered. Callers that wait for the readings of others,
 * which may be many and slow, take that for no hang.
 */
final class HangGuard {

  /**
   * Extra time for the first answer, in multiples of the patience: a slow machine is busy at boot.
   */
  private static final int FIRST_TIME = 5;

  /**
   * Time to wait for other callers whose files answer slowly, or for a thread that has not begun to
   * read, in multiples of the patience.
   */
  private static final int WAITING_TIME = 10;

  private final Duration patience;
  private final Executor threads;

  /**
   * @param patience how long a file may take before the other files get their own threads. Callers
   *     give up after twice this time without progress, or six times for the first read of a
   *     subject. They wait for others, and for a thread that reads, up to ten times as long.
   */
  HangGuard(Duration patience) {
    this(patience, new ReaderThreads());
  }

  /**
   * Reads with these threads.
   *
   * @param patience see {@link #HangGuard(Duration)}
   */
  HangGuard(Duration patience, Executor threads) {
    this.patience = patience;
    this.threads = threads;
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
      askTogether(first);
      askOneByOne(others);
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
  private void askTogether(List<? extends GuardedQuestion<?>> questions)
      throws InterruptedException {
    if (questions.isEmpty()) {
      return;
    }
    threads.execute(() -> questions.forEach(GuardedQuestion::run));
    GuardedQuestion<?> last = questions.get(questions.size() - 1);
    if (!last.await(patience)) {
      questions.stream().filter(GuardedQuestion::isWaiting).forEach(threads::execute);
      await(questions);
    }
  }

  /**
   * Waits for each turn first, because these subjects are being read for other callers. Then all
   * are read at once, so that the waits for those that hang overlap.
   */
  private void askOneByOne(List<? extends GuardedQuestion<?>> questions)
      throws InterruptedException {
    List<GuardedQuestion<?>> inTurn = new ArrayList<>();
    for (GuardedQuestion<?> question : questions) {
      if (question.takeTurn(longest(question), mostWaiting())) {
        threads.execute(question);
        inTurn.add(question);
      }
    }
    await(inTurn);
  }

  private void await(List<? extends GuardedQuestion<?>> questions) throws InterruptedException {
    for (GuardedQuestion<?> question : questions) {
      question.awaitWhileItProgresses(longest(question), mostWaiting());
    }
  }

  private Duration mostWaiting() {
    return patience.multipliedBy(WAITING_TIME);
  }

  private Duration longest(GuardedQuestion<?> question) {
    return patience.multipliedBy(question.isFirstOfItsSubject() ? 1 + FIRST_TIME : 2);
  }
}
