package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.RequestThreads;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Refuses requests that are larger than any honest one, or take longer to arrive. */
final class RequestLimits extends Filter {
  private static final int MOST_BYTES = 1 << 20;

  private final Refusals refusals;
  private final RequestThreads threads;

  RequestLimits(Refusals refusals, RequestThreads threads) {
    this.refusals = refusals;
    this.threads = threads;
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
      // an operation may take long, and only its own client may interrupt it
      threads.undisturbed(
          () -> {
            chain.doFilter(exchange);
            return exchange;
          });
      return;
    }
    refusals.refuse(exchange, 413, "a request may have %d bytes".formatted(MOST_BYTES));
  }
}
