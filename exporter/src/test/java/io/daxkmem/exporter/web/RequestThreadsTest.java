package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final ClientLimits IMPATIENT =
      new ClientLimits(1, Duration.ofMillis(1), 1, FOREVER);

  @Test
  void aClientThatTakesTooLongIsCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", IMPATIENT)) {
      CountDownLatch cutOff = waitFor(threads, new CountDownLatch(1));

      cutOff.await();
    }
  }

  @Test
  void eachClientThatTakesTooLongIsCutOff() throws Exception {
    ClientLimits impatient = new ClientLimits(3, Duration.ofMillis(200), 3, FOREVER);
    try (RequestThreads threads = new RequestThreads("test", impatient)) {
      CountDownLatch first = waitFor(threads, new CountDownLatch(1));
      CountDownLatch second = waitFor(threads, new CountDownLatch(1));
      first.await();
      second.await();

      waitFor(threads, new CountDownLatch(1)).await();
    }
  }

  @Test
  void whenAllThreadsAreTakenTheClientThatWaitedLongestIsCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, FOREVER))) {
      CountDownLatch first = waitFor(threads, new CountDownLatch(1));
      CountDownLatch second = waitFor(threads, new CountDownLatch(1));
      CompletableFuture<Void> honest = new CompletableFuture<>();
      threads.execute(() -> honest.complete(null));

      honest.get();
      first.await();
      assertThat(second.getCount()).isEqualTo(1);
    }
  }

  @Test
  void aRequestThatCameWhileAllThreadsWorkedHasItsTurnOnceOneWaits() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, FOREVER))) {
      CompletableFuture<Void> made = new CompletableFuture<>();
      workThenWait(threads, made);
      workThenWait(threads, made);
      CompletableFuture<Void> honest = new CompletableFuture<>();
      threads.execute(() -> honest.complete(null));
      made.complete(null);

      honest.get();
    }
  }

  @Test
  void eachRequestThatWaitsForItsTurnHasIt() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, FOREVER))) {
      List<CountDownLatch> stuck = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        CountDownLatch cutOff = new CountDownLatch(1);
        stuck.add(cutOff);
        threads.execute(
            () -> {
              awaitInterrupt();
              cutOff.countDown();
            });
      }

      for (CountDownLatch cutOff : stuck.subList(0, 18)) {
        cutOff.await();
      }
      assertThat(stuck.subList(18, 20)).allMatch(cutOff -> cutOff.getCount() == 1);
    }
  }

  @Test
  void noMoreAreCutOffThanRequestsWait() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(3, 3, FOREVER))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      CountDownLatch waiting = new CountDownLatch(1);
      CountDownLatch first = new CountDownLatch(1);
      threads.execute(
          () -> {
            waiting.countDown();
            awaitInterrupt();
            first.countDown();
            leave.join();
          });
      waiting.await();
      CountDownLatch second = waitFor(threads, new CountDownLatch(1));
      CompletableFuture<Void> made = new CompletableFuture<>();
      CountDownLatch third = workThenWait(threads, made);
      CompletableFuture<Void> honest = new CompletableFuture<>();
      threads.execute(() -> honest.complete(null));
      first.await();

      made.complete(null);
      third.await();

      // many times what a client has before it is cut off for another
      assertThat(second.await(200, TimeUnit.MILLISECONDS)).isFalse();
      leave.complete(null);
      honest.get();
    }
  }

  @Test
  void whoStandsIsCutOffAndNotWhoTakesItsAnswerPartByPart() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, FOREVER))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      CountDownLatch moving = new CountDownLatch(1);
      CompletableFuture<Boolean> disturbed = new CompletableFuture<>();
      threads.execute(
          () -> {
            while (!leave.isDone() && !Thread.currentThread().isInterrupted()) {
              threads.taken();
              moving.countDown();
            }
            disturbed.complete(Thread.interrupted());
          });
      moving.await();
      CountDownLatch stands = waitFor(threads, new CountDownLatch(1));
      CompletableFuture<Void> honest = new CompletableFuture<>();
      threads.execute(() -> honest.complete(null));

      stands.await();
      honest.get();
      leave.complete(null);
      assertThat(disturbed.get()).isFalse();
    }
  }

  @Test
  void answersThatAreTooManyAreCutOffAfterTheirGraceThoughNoRequestComes() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 1, Duration.ofMillis(50)))) {
      Answered first = new Answered(threads);
      Answered second = new Answered(threads);
      Answered third = new Answered(threads);

      first.cutOff.await();
      second.cutOff.await();
      assertThat(third.isCutOff()).isFalse();
    }
  }

  @Test
  void whereTooManyAnswersWaitTheOneThatWaitedLongestIsCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 1, Duration.ZERO))) {
      Answered first = new Answered(threads);
      Answered second = new Answered(threads);

      first.cutOff.await();
      assertThat(second.isCutOff()).isFalse();
    }
  }

  @Test
  void anAnswerHasItsGrace() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 1, FOREVER))) {
      Answered first = new Answered(threads);
      new Answered(threads);
      new Answered(threads);

      assertThat(first.isCutOff()).isFalse();
    }
  }

  @Test
  void workIsNeverInterrupted() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", IMPATIENT)) {
      CountDownLatch working = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      undisturbed(
          threads,
          () -> {
            working.countDown();
            while (release.getCount() > 0) {
              Thread.onSpinWait();
            }
            return Thread.currentThread().isInterrupted();
          },
          interrupted);
      working.await();
      CompletableFuture<Void> next = new CompletableFuture<>();
      threads.execute(() -> next.complete(null));
      release.countDown();

      assertThat(interrupted.get()).isFalse();
      next.get();
    }
  }

  @Test
  void nothingIsDoneForAClientThatWasCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", IMPATIENT)) {
      CompletableFuture<String> work = new CompletableFuture<>();
      threads.execute(
          () -> {
            awaitInterrupt();
            try {
              work.complete(threads.undisturbed(() -> "done"));
            } catch (Exception e) {
              work.completeExceptionally(e);
            }
          });

      assertThatThrownBy(() -> work.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void anIdleThreadIsUsedAgain() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(256, 256, FOREVER))) {
      for (int i = 0; i < 1000; i++) {
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.execute(() -> name.complete(Thread.currentThread().getName()));

        assertThat(name.get()).isNotEqualTo("test-200");
      }
    }
  }

  private static ClientLimits limits(int requests, int answers, Duration grace) {
    return new ClientLimits(requests, FOREVER, answers, grace);
  }

  /** A client that has its answer, and does not take it. */
  private static final class Answered {
    final CountDownLatch cutOff = new CountDownLatch(1);
    private final Thread thread;

    Answered(RequestThreads threads) throws Exception {
      CompletableFuture<Thread> waiting = new CompletableFuture<>();
      threads.execute(
          () -> {
            try {
              waiting.complete(threads.undisturbed(Thread::currentThread));
            } catch (IOException e) {
              waiting.completeExceptionally(e);
            }
            awaitInterrupt();
            cutOff.countDown();
          });
      thread = waiting.get();
    }

    boolean isCutOff() {
      return thread.isInterrupted() || cutOff.getCount() == 0;
    }
  }

  /**
   * Occupies a thread: works until the answer is made, and waits for the client to take it; returns
   * what is counted down when it waits.
   */
  private static CountDownLatch workThenWait(RequestThreads threads, CompletableFuture<Void> made)
      throws InterruptedException {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    threads.execute(
        () -> {
          try {
            threads.undisturbed(
                () -> {
                  working.countDown();
                  return made.join();
                });
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          waiting.countDown();
          awaitInterrupt();
        });
    working.await();
    return waiting;
  }

  /** Does the work, at another attempt where the client is cut off before it is begun. */
  private static <T> void undisturbed(
      RequestThreads threads, RequestThreads.Work<T> work, CompletableFuture<T> result) {
    threads.execute(
        () -> {
          try {
            result.complete(threads.undisturbed(work));
          } catch (InterruptedIOException e) {
            undisturbed(threads, work, result);
          } catch (IOException e) {
            result.completeExceptionally(e);
          }
        });
  }

  /** Occupies a thread as a stuck client does; returns what is counted down when it is cut off. */
  private static CountDownLatch waitFor(RequestThreads threads, CountDownLatch cutOff)
      throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    threads.execute(
        () -> {
          waiting.countDown();
          awaitInterrupt();
          cutOff.countDown();
        });
    waiting.await();
    return cutOff;
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
