package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Answers requests with a page, which is made undisturbed and sent with no more than patience. */
final class PageHandler implements HttpHandler {
  private final Page page;
  private final RequestThreads threads;

  PageHandler(Page page, RequestThreads threads) {
    this.page = page;
    this.threads = threads;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      threads
          .undisturbed(() -> page.answer(exchange))
          .with("X-Content-Type-Options", "nosniff")
          .send(exchange, threads::taken);
    }
  }
}
