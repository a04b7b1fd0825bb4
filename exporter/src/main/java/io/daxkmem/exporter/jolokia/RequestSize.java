package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;

/** Reads the whole request and refuses it if it is too large. */
final class RequestSize extends Filter {
  static final int MOST_BYTES = 1 << 16;

  private final Refusals refusals;

  RequestSize(Refusals refusals) {
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
          String.format(
              Locale.ROOT,
              "a request may have at most %d bytes; split it into several",
              MOST_BYTES));
      return;
    }
    exchange.setStreams(new ByteArrayInputStream(body), null);
    chain.doFilter(exchange);
  }
}
