package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * Refuses requests that are too large, and serves large ones one at a time: a bulk request may
 * contain a thousand requests, which take some kilobytes each until all are answered.
 */
final class RequestLimits extends Filter {
  static final int MOST_BYTES = 1 << 16;

  /** Enough for any single operation, which then never waits for a large request. */
  private static final int SMALL_BYTES = 1 << 10;

  private final Semaphore large = new Semaphore(1, true);
  private final Refusals refusals;

  RequestLimits(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "refuses requests that are too large";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      refusals.refuse(
          exchange,
          413,
          "a request may have at most %d bytes; split it into several".formatted(MOST_BYTES));
      return;
    }
    exchange.setStreams(new ByteArrayInputStream(body), null);
    if (body.length <= SMALL_BYTES) {
      chain.doFilter(exchange);
      return;
    }
    awaitTurn();
    try {
      chain.doFilter(exchange);
    } finally {
      large.release();
    }
  }

  /**
   * @throws IOException if the client was disconnected meanwhile
   */
  private void awaitTurn() throws IOException {
    try {
      large.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("disconnected while waiting for other large requests");
    }
  }
}
