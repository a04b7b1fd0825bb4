package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.log.Log;
import java.io.IOException;

/** Refuses requests before Jolokia reads them, and logs client, request and reason. */
final class Refusals {
  private static final Log LOG = new Log(Refusals.class);

  /** Answers with a status and the reason. */
  void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    log(exchange, reason);
    try (exchange) {
      byte[] body = (status + ": " + reason + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      // the server closes the connection anyway if much of the request was not read
      exchange.getResponseHeaders().set("Connection", "close");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  void log(HttpExchange exchange, String reason) {
    LOG.warn(
        "request refused",
        field("reason", reason),
        field("client", HttpServers.text(exchange.getRemoteAddress())),
        field("method", exchange.getRequestMethod()),
        field("path", exchange.getRequestURI().getPath()));
  }
}
