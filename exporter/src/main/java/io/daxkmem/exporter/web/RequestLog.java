package io.daxkmem.exporter.web;

import static io.daxkmem.log.Field.field;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.log.Log;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Logs each request and its status at {@code debug}. */
public final class RequestLog extends Filter {
  private static final Log LOG = new Log(RequestLog.class);

  @Override
  public String description() {
    return "logs requests";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    long begun = System.nanoTime();
    try {
      chain.doFilter(exchange);
    } finally {
      LOG.debug(
          "request answered",
          field("method", exchange.getRequestMethod()),
          field("path", exchange.getRequestURI()),
          field("status", exchange.getResponseCode()),
          field("client", AddressText.of(exchange.getRemoteAddress())),
          field("seconds", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1e3));
    }
  }
}
