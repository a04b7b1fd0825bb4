package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import org.jolokia.server.core.http.BackChannel;

/**
 * The connection of an event stream. It stays open when its request has been handled. Jolokia's own
 * one keeps a thread waiting for each opening.
 */
final class EventChannel implements BackChannel {
  private final HttpExchange exchange;
  private boolean open;

  EventChannel(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public synchronized void open(Map<String, ?> parameters) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            String.format(
                Locale.ROOT,
                "%s;charset=%s",
                parameters.get(CONTENT_TYPE),
                parameters.get(ENCODING)));
    exchange.sendResponseHeaders(200, 0);
    open = true;
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      exchange.close();
    }
  }

  @Override
  public synchronized boolean isClosed() {
    return !open;
  }

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (!open) {
      throw new IOException("the event stream is closed");
    }
    return exchange.getResponseBody();
  }
}
