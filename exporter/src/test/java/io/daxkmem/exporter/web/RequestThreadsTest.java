package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final Duration MOMENT = Duration.ofMillis(10);
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

  @Test
  void clientsThatTakeTooLongForTheirAnswersAreCutOff() throws Exception {
    ClientLimits impatient = new ClientLimits(3, Duration.ofMillis(1), 3, FOREVER);
    try (RequestThreads threads = new RequestThreads("test", impatient)) {
      Answered first = new Answered(threads);
      Answered second = new Answered(threads);

      first.cutOff.await();
      second.cutOff.await();
    }
  }

  @Test
  void whenAllThreadsAreTakenTheClientThatWaitedLongestIsCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, MOMENT))) {
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
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, MOMENT))) {
      CompletableFuture<Void> made = new CompletableFuture<>();
      workThenWait(threads, made);
      workThenWait(threads, made);
      CompletableFuture<Void> honest = request(threads);
      made.complete(null);

      honest.get();
    }
  }

  @Test
  void eachRequestThatWaitsForItsTurnHasIt() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, MOMENT))) {
      CountDownLatch stuck = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        threads.execute(
            () -> {
              awaitInterrupt();
              stuck.countDown();
            });
      }

      await().until(() -> stuck.getCount() <= 2);
      assertThat(stuck.getCount()).isEqualTo(2);
    }
  }

  @Test
  void theNewestRequestHasTheNextPlace() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(1, 1, MOMENT))) {
      CompletableFuture<Void> made = new CompletableFuture<>();
      workThenWait(threads, made);
      List<String> begun = new CopyOnWriteArrayList<>();
      CountDownLatch all = new CountDownLatch(4);
      for (String name : List.of("first", "second", "third", "fourth")) {
        threads.execute(
            () -> {
              begun.add(name);
              all.countDown();
            });
      }
      made.complete(null);

      all.await();
      assertThat(begun).containsExactly("fourth", "third", "second", "first");
    }
  }

  @Test
  void theNewestHasTheNextPlaceForAnAnswer() throws Exception {
    assertThat(answered(List.of("1 a", "1 b", "1 c", "1 d")))
        .containsExactly("1 d", "1 c", "1 b", "1 a");
  }

  @Test
  void addressesTakeTurnsForAnAnswer() throws Exception {
    assertThat(answered(List.of("1 a", "1 b", "2 a", "1 c", "3 a", "1 d")))
        .containsExactly("1 d", "2 a", "3 a", "1 c", "1 b", "1 a");
  }

  @Test
  void whoWaitsForAnAnswerAtTheEndGetsNone() throws Exception {
    RequestThreads threads = new RequestThreads("test", limits(2, 1, FOREVER));
    CompletableFuture<Void> made = new CompletableFuture<>();
    CountDownLatch first = new CountDownLatch(1);
    threads.execute(
        () ->
            answer(
                threads,
                () ->
                    threads.undisturbed(
                        () -> {
                          first.countDown();
                          return made.join();
                        })));
    first.await();
    CompletableFuture<String> second = new CompletableFuture<>();
    CompletableFuture<Thread> asking = new CompletableFuture<>();
    threads.execute(
        () -> {
          asking.complete(Thread.currentThread());
          try {
            threads.answer(LOCAL, () -> second.complete("answered"));
          } catch (IOException e) {
            second.completeExceptionally(e);
          }
        });
    while (asking.get().getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    threads.close();

    assertThatThrownBy(second::get).hasCauseInstanceOf(InterruptedIOException.class);
    made.complete(null);
  }

  @Test
  void asManyAreCutOffAtOnceAsRequestsWait() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(3, 3, MOMENT))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      CountDownLatch cutOff = new CountDownLatch(2);
      for (int i = 0; i < 3; i++) {
        CountDownLatch waiting = new CountDownLatch(1);
        threads.execute(
            () -> {
              waiting.countDown();
              awaitInterrupt();
              cutOff.countDown();
              leave.join();
            });
        waiting.await();
      }
      CompletableFuture<Void> first = request(threads);
      CompletableFuture<Void> second = request(threads);

      // none of them has left yet
      cutOff.await();
      leave.complete(null);
      first.get();
      second.get();
    }
  }

  @Test
  void whoGivesUpItsPlaceLeavesItToTheNextAndIsNotCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(1, 1, Duration.ZERO))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      threads.execute(
          () ->
              answer(
                  threads,
                  () -> {
                    threads.giveUpPlace();
                    leave.join();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  }));
      CountDownLatch answered = new CountDownLatch(1);
      threads.execute(() -> answer(threads, answered::countDown));

      answered.await();
      leave.complete(null);
      assertThat(interrupted.get()).isFalse();
      // still one place
      CountDownLatch stuck = waitFor(threads, new CountDownLatch(1));
      request(threads).get();
      stuck.await();
    }
  }

  @Test
  void noMoreAreCutOffThanRequestsWait() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(3, 3, MOMENT))) {
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
      CompletableFuture<Void> honest = request(threads);
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
    try (RequestThreads threads = new RequestThreads("test", limits(2, 2, MOMENT))) {
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
  void forOneMoreAnswerTheClientThatStoodLongestIsCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 2, Duration.ZERO))) {
      Answered first = new Answered(threads);
      Answered second = new Answered(threads);
      new Answered(threads);

      first.cutOff.await();
      assertThat(second.isCutOff()).isFalse();
    }
  }

  @Test
  void forOneMoreAnswerNobodyIsCutOffWhoHasNone() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 1, Duration.ZERO))) {
      CountDownLatch halfWay = waitFor(threads, new CountDownLatch(1));
      Answered first = new Answered(threads);
      new Answered(threads);

      first.cutOff.await();
      assertThat(halfWay.getCount()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerHasItsGrace() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(4, 1, FOREVER))) {
      Answered first = new Answered(threads);
      CompletableFuture<Void> second = new CompletableFuture<>();
      CountDownLatch asked = new CountDownLatch(1);
      threads.execute(
          () -> {
            asked.countDown();
            answer(threads, () -> second.complete(null));
          });
      asked.await();

      // many times what a client has that has no grace
      assertThat(first.cutOff.await(200, TimeUnit.MILLISECONDS)).isFalse();
      assertThat(second).isNotDone();
    }
  }

  @Test
  void workIsNeverInterrupted() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(1, 1, MOMENT))) {
      CountDownLatch working = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      threads.execute(
          () -> {
            try {
              interrupted.complete(
                  threads.undisturbed(
                      () -> {
                        working.countDown();
                        while (release.getCount() > 0) {
                          Thread.onSpinWait();
                        }
                        return Thread.currentThread().isInterrupted();
                      }));
            } catch (IOException e) {
              interrupted.completeExceptionally(e);
            }
          });
      working.await();
      CompletableFuture<Void> next = request(threads);
      // many times what a client has that is waited for
      assertThatThrownBy(() -> next.get(200, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      release.countDown();

      assertThat(interrupted.get()).isFalse();
      next.get();
    }
  }

  @Test
  void nothingIsDoneForAClientThatWasCutOff() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(1, 1, MOMENT))) {
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
      request(threads).get();

      assertThatThrownBy(() -> work.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void theNextRequestOnTheThreadOfAClientThatWasCutOffIsNotInterrupted() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(1, 1, MOMENT))) {
      CountDownLatch cutOff = new CountDownLatch(1);
      threads.execute(
          () -> {
            awaitInterrupt();
            cutOff.countDown();
          });
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      threads.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
      cutOff.await();

      assertThat(interrupted.get()).isFalse();
    }
  }

  @Test
  void anIdleThreadIsUsedAgain() throws Exception {
    try (RequestThreads threads = new RequestThreads("test", limits(256, 256, MOMENT))) {
      for (int i = 0; i < 1000; i++) {
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.execute(() -> name.complete(Thread.currentThread().getName()));

        assertThat(name.get()).isNotEqualTo("test-200");
      }
    }
  }

  @Test
  void aClientWithoutAThreadIsRefusedAndItsPlaceGivenBack() throws Exception {
    AtomicBoolean lacking = new AtomicBoolean();
    try (LogRecorder log = new LogRecorder();
        RequestThreads threads =
            new RequestThreads("test", limits(1, 1, FOREVER), task -> thread(task, lacking))) {
      lacking.set(true);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> threads.execute(() -> {}))
            .isInstanceOf(RejectedExecutionException.class)
            .hasCauseInstanceOf(OutOfMemoryError.class);
      }
      lacking.set(false);

      request(threads).get();
      assertThat(log.lines()).singleElement().asString().contains("no thread can be made");
    }
  }

  @Test
  void aServerGoesOnAfterClientsWithoutAThread() throws Exception {
    AtomicBoolean lacking = new AtomicBoolean();
    try (LogRecorder log = new LogRecorder();
        RequestThreads threads =
            new RequestThreads("test", limits(2, 2, FOREVER), task -> thread(task, lacking))) {
      HttpServer server = HttpServers.listen(WebServers.anyPort(), WebConfig::open);
      server.setExecutor(threads);
      server.createContext("/", exchange -> TextAnswer.send(exchange, 200, "served"));
      server.start();
      Http http = new Http(server.getAddress());
      String request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

      lacking.set(true);
      for (int i = 0; i < 5; i++) {
        assertThat(answer(http, request)).isEmpty();
      }
      lacking.set(false);

      assertThat(answer(http, request)).contains("served");
      assertThat(log.lines()).hasSize(1);
      server.stop(0);
    }
  }

  @Test
  void aRequestWaitingForAPlaceNeedsNoThreadOfItsOwn() throws Exception {
    AtomicBoolean lacking = new AtomicBoolean();
    try (RequestThreads threads =
        new RequestThreads("test", limits(1, 1, FOREVER), task -> thread(task, lacking))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      threads.execute(leave::join);
      lacking.set(true);
      CompletableFuture<Void> waiting = new CompletableFuture<>();
      threads.execute(() -> waiting.complete(null));
      leave.complete(null);

      waiting.get();
    }
  }

  @Test
  void aRequestThatFailsIsLoggedAndTheOneWaitingForItsPlaceHasItsTurn() throws Exception {
    try (LogRecorder log = new LogRecorder();
        RequestThreads threads = new RequestThreads("test", limits(1, 1, FOREVER))) {
      CompletableFuture<Void> leave = new CompletableFuture<>();
      threads.execute(
          () -> {
            leave.join();
            throw new StackOverflowError();
          });
      CompletableFuture<Void> waiting = new CompletableFuture<>();
      threads.execute(() -> waiting.complete(null));
      leave.complete(null);

      waiting.get();
      assertThat(log.lines()).singleElement().asString().contains("request failed");
    }
  }

  /** A thread that the JVM cannot start for want of memory for its stack, or an ordinary one. */
  private static Thread thread(Runnable task, AtomicBoolean lacking) {
    Thread thread = new Thread(null, task, "test", lacking.get() ? Long.MAX_VALUE >> 1 : 0);
    thread.setDaemon(true);
    return thread;
  }

  /** Empty if the server closes the connection. */
  private static String answer(Http http, String request) {
    try {
      return http.raw(request);
    } catch (IOException e) {
      return "";
    }
  }

  private static ClientLimits limits(int requests, int answers, Duration grace) {
    return new ClientLimits(requests, FOREVER, answers, grace);
  }

  /** Sends a request, on a thread of its own as it may have to wait; done when it has its turn. */
  private static CompletableFuture<Void> request(RequestThreads threads) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    Thread sender = new Thread(() -> threads.execute(() -> turn.complete(null)));
    sender.setDaemon(true);
    sender.start();
    return turn;
  }

  /**
   * The order in which clients are answered that waited for the only place.
   *
   * @param clients each begins with the last digit of its address
   */
  private static List<String> answered(List<String> clients) throws Exception {
    int requests = clients.size() + 1;
    try (RequestThreads threads = new RequestThreads("test", limits(requests, 1, MOMENT))) {
      CompletableFuture<Void> taken = new CompletableFuture<>();
      CountDownLatch first = new CountDownLatch(1);
      threads.execute(
          () ->
              answer(
                  threads,
                  () -> {
                    first.countDown();
                    taken.join();
                  }));
      first.await();
      List<String> answered = new CopyOnWriteArrayList<>();
      CountDownLatch all = new CountDownLatch(clients.size());
      for (String client : clients) {
        InetAddress address = InetAddress.getByName("192.0.2." + client.charAt(0));
        Thread asking = askForAnswer(threads, address, () -> answered.add(client), all);
        while (asking.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      taken.complete(null);
      all.await();
      return answered;
    }
  }

  /** Returns the thread that waits for room for its answer. */
  private static Thread askForAnswer(
      RequestThreads threads,
      InetAddress address,
      RequestThreads.Answering answering,
      CountDownLatch answered)
      throws Exception {
    CompletableFuture<Thread> asking = new CompletableFuture<>();
    threads.execute(
        () -> {
          asking.complete(Thread.currentThread());
          answer(threads, address, answering);
          answered.countDown();
        });
    return asking.get();
  }

  private static void answer(RequestThreads threads, RequestThreads.Answering answering) {
    answer(threads, LOCAL, answering);
  }

  private static void answer(
      RequestThreads threads, InetAddress address, RequestThreads.Answering answering) {
    try {
      threads.answer(address, answering);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client that has its answer, and does not take it. */
  private static final class Answered {
    final CountDownLatch cutOff = new CountDownLatch(1);
    private final Thread thread;

    Answered(RequestThreads threads) throws Exception {
      CompletableFuture<Thread> waiting = new CompletableFuture<>();
      threads.execute(
          () ->
              answer(
                  threads,
                  () -> {
                    waiting.complete(Thread.currentThread());
                    awaitInterrupt();
                    cutOff.countDown();
                  }));
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
