package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Limits how many answers are made and sent at a time. Clients' addresses take turns. */
public final class AnswerHandler implements HttpHandler {
  private final RequestThreads threads;
  private final HttpHandler answering;

  /**
   * @param threads of the server, which have the limit
   * @param answering makes and sends the answer
   */
  public AnswerHandler(RequestThreads threads, HttpHandler answering) {
    this.threads = threads;
    this.answering = answering;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    threads.answer(exchange.getRemoteAddress().getAddress(), () -> answering.handle(exchange));
  }
}
