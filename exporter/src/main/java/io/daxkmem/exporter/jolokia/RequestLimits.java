package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Refuses requests that are larger than any honest one. */
final class RequestLimits extends Filter {
  private static final int MOST_BYTES = 1 << 20;

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
    if (body.length <= MOST_BYTES) {
      exchange.setStreams(new ByteArrayInputStream(body), null);
      chain.doFilter(exchange);
      return;
    }
    refusals.refuse(exchange, 413, "a request may have %d bytes".formatted(MOST_BYTES));
  }
}
