package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.daxkmem.exporter.web.AnswerHandler;
import io.daxkmem.exporter.web.RequestThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Refuses those who guess passwords late. They wait without a thread, so nobody else waits for
 * them. If too many wait, the first of them is answered, so nobody is locked out either.
 */
final class LateRefusals {
  static final int MOST = 64;

  private final Duration delay;
  private final RequestThreads threads;
  private final Refusals refusals;
  private final Deque<Turn> waiting = new ArrayDeque<>();

  /**
   * @param threads to answer on
   */
  LateRefusals(Duration delay, RequestThreads threads, Refusals refusals) {
    this.delay = delay;
    this.threads = threads;
    this.refusals = refusals;
  }

  /** Logs the reason now and answers later. The request must have been read. */
  void refuse(HttpExchange exchange, int status, String reason) {
    refusals.log(exchange, reason);
    HttpHandler answering =
        new AnswerHandler(threads, late -> refusals.answer(late, status, reason));
    Turn turn = new Turn();
    add(turn).ifPresent(first -> first.come.complete(null));
    var unused =
        turn.come
            .completeOnTimeout(null, delay.toMillis(), TimeUnit.MILLISECONDS)
            .thenRun(() -> forget(turn))
            .thenRunAsync(() -> answer(answering, exchange), threads)
            .exceptionally(
                noThread -> {
                  exchange.close();
                  return null;
                });
  }

  /** The turn of one of those who wait. */
  private static final class Turn {
    final CompletableFuture<Void> come = new CompletableFuture<>();
  }

  private static void answer(HttpHandler answering, HttpExchange exchange) {
    try {
      answering.handle(exchange);
    } catch (IOException e) {
      exchange.close();
    }
  }

  /** Returns the first if there are too many. */
  private synchronized Optional<Turn> add(Turn turn) {
    waiting.add(turn);
    return waiting.size() > MOST ? Optional.of(waiting.remove()) : Optional.empty();
  }

  private synchronized void forget(Turn turn) {
    waiting.remove(turn);
  }
}
