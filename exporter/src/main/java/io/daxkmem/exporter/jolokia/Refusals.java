package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.log.Field.fields;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.logging.Level.WARNING;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.HttpServers;
import java.io.IOException;
import java.util.logging.Logger;

/** Refuses requests before Jolokia reads them, and logs who asked for what, and why not. */
final class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

  /** Answers with a status and the reason. */
  void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    log(exchange, reason);
    try (exchange) {
      byte[] body = (status + ": " + reason + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  void log(HttpExchange exchange, String reason) {
    LOG.log(
        WARNING,
        "request refused",
        fields(
            "reason",
            reason,
            "client",
            HttpServers.text(exchange.getRemoteAddress()),
            "method",
            exchange.getRequestMethod(),
            "path",
            exchange.getRequestURI().getPath()));
  }
}
