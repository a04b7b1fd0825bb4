package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Lets another handler answer, once there is room for one more answer, and part by part. */
public final class AnswerHandler implements HttpHandler {
  private final RequestThreads threads;
  private final HttpHandler answering;

  /**
   * @param threads that requests arrive on
   * @param answering makes the answer and sends it
   */
  public AnswerHandler(RequestThreads threads, HttpHandler answering) {
    this.threads = threads;
    this.answering = answering;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    exchange.setStreams(null, new AnswerParts(exchange.getResponseBody(), threads::taken));
    threads.answer(() -> answering.handle(exchange));
  }
}
