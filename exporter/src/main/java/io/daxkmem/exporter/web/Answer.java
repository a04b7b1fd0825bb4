package io.daxkmem.exporter.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.exposition.Pieces;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a page answers, whole in memory, so that it is made without waiting for the client. */
final class Answer {
  private static final int NO_BODY = -1;

  /**
   * The JDK's server copies whatever is written at once, to the heap for as long as the connection
   * lasts and outside of it for as long as the thread does.
   */
  private static final int AT_ONCE = 1 << 14;

  private final int status;
  private final Map<String, String> headers;
  private final Pieces body;

  Answer(int status, Map<String, String> headers, Pieces body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static Answer text(int status, String text) {
    return text(status, "text/plain; charset=utf-8", text);
  }

  static Answer text(int status, String contentType, String text) {
    return new Answer(status, Map.of("Content-Type", contentType), Pieces.of(text.getBytes(UTF_8)));
  }

  /** The same with another header. */
  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  /**
   * Sends it; with its headers alone if it answers a HEAD.
   *
   * @param taken to be run whenever the client has taken a part
   */
  void send(HttpExchange exchange, Runnable taken) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    int length = body.length();
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
      exchange.sendResponseHeaders(status, NO_BODY);
    } else {
      exchange.sendResponseHeaders(status, length == 0 ? NO_BODY : length);
      body.writeTo(new Parts(exchange.getResponseBody(), taken), AT_ONCE);
    }
  }

  /** Says when the client has taken what was written. */
  private static final class Parts extends FilterOutputStream {
    private final Runnable taken;

    Parts(OutputStream out, Runnable taken) {
      super(out);
      this.taken = taken;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      taken.run();
    }
  }
}
