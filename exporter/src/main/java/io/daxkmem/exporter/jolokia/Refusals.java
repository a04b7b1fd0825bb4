package io.daxkmem.exporter.jolokia;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.logging.Level.WARNING;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.HttpServers;
import java.util.logging.Logger;

/**
 * Logs the requests that are refused before Jolokia reads them: who asked for what, and why not.
 */
final class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class.getName());

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
