package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** A page that takes memory and processor time to make: few are made at once. */
final class InTurn implements Page {
  private static final int MOST = 4;

  private final Semaphore places = new Semaphore(MOST, true);
  private final Page page;

  InTurn(Page page) {
    this.page = page;
  }

  @Override
  public Answer answer(HttpExchange request) throws IOException {
    places.acquireUninterruptibly();
    try {
      return page.answer(request);
    } finally {
      places.release();
    }
  }
}
