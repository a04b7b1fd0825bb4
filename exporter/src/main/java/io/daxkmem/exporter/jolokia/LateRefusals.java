package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.RequestThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Refuses those who guess passwords late. They give up their places, so nobody else waits for them.
 * If too many wait, the first of them is answered, so nobody is locked out either.
 */
final class LateRefusals {
  static final int MOST = 64;

  private final Duration delay;
  private final RequestThreads threads;
  private final Refusals refusals;
  private final Deque<CountDownLatch> waiting = new ArrayDeque<>();

  /**
   * @param threads that requests arrive on
   */
  LateRefusals(Duration delay, RequestThreads threads, Refusals refusals) {
    this.delay = delay;
    this.threads = threads;
    this.refusals = refusals;
  }

  /** Logs the reason now and answers later. The request must have been read. */
  void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    refusals.log(exchange, reason);
    threads.giveUpPlace();
    CountDownLatch turn = new CountDownLatch(1);
    add(turn).ifPresent(CountDownLatch::countDown);
    await(turn);
    refusals.answer(exchange, status, reason);
  }

  private void await(CountDownLatch turn) throws InterruptedIOException {
    try {
      var unused = turn.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    } finally {
      forget(turn);
    }
  }

  /** Returns the first if there are too many. */
  private synchronized Optional<CountDownLatch> add(CountDownLatch turn) {
    waiting.add(turn);
    return waiting.size() > MOST ? Optional.of(waiting.remove()) : Optional.empty();
  }

  private synchronized void forget(CountDownLatch turn) {
    waiting.remove(turn);
  }
}
