package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.log.AddressText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jolokia.server.core.http.BackChannel;

/** The connection of an event stream. Its request waits for the end of the stream. */
final class EventChannel implements BackChannel {
  private final HttpExchange exchange;
  private final Admission admission;
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean open;

  /**
   * @param admission of the stream's client
   */
  EventChannel(HttpExchange exchange, Admission admission) {
    this.exchange = exchange;
    this.admission = admission;
  }

  /** Whether requests of a client are let in, as its rights are now. */
  @FunctionalInterface
  interface Admission {
    /**
     * Checks it.
     *
     * @throws RefusedException if the client would be refused
     */
    void check(HttpExchange exchange) throws IOException;
  }

  /**
   * Call before anything is sent: the client may have lost its role, password or certificate since
   * it opened the stream.
   *
   * @throws RefusedException if it would be refused now
   */
  void checkAdmission() throws IOException {
    admission.check(exchange);
  }

  String client() {
    return AddressText.of(exchange.getRemoteAddress());
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
      end.countDown();
    }
  }

  /** Returns when the stream has been closed, by either side; at once if there is none. */
  void awaitEnd() throws InterruptedIOException {
    if (isClosed()) {
      return;
    }
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
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
