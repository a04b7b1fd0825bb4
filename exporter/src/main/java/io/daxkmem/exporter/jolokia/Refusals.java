package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;

import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.exporter.web.TextAnswer;
import io.daxkmem.log.Shortened;
import java.io.IOException;
import org.jolokia.json.JSONObject;

/** Refuses requests in the form of Jolokia's errors, and logs client, request and reason. */
final class Refusals {
  static final String JSON = "application/json; charset=utf-8";

  private static final int SERVER_ERROR = 500;

  /** More than any of our sentences has, with a client's names shortened. */
  private static final int MOST_OF_REASON = 2 * Shortened.MOST;

  private final RefusalLog log;

  Refusals(RefusalLog log) {
    this.log = log;
  }

  /** Logs the reason and answers. */
  void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    log(exchange, reason);
    answer(exchange, status, reason);
  }

  void log(HttpExchange exchange, String reason) {
    log.refused(
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        field("reason", shortened(reason)),
        field("client", AddressText.of(exchange.getRemoteAddress())),
        field("method", Shortened.text(exchange.getRequestMethod())),
        field("path", Shortened.text(String.valueOf(exchange.getRequestURI().getPath()))));
  }

  /** Answers with a status and the reason. */
  void answer(HttpExchange exchange, int status, String reason) throws IOException {
    // the server closes the connection anyway if much of the request was not read
    exchange.getResponseHeaders().set("Connection", "close");
    TextAnswer.send(exchange, status, JSON, JsonWriter.text(json(status, shortened(reason))));
  }

  private static String shortened(String reason) {
    return Shortened.text(reason, MOST_OF_REASON);
  }

  private static JSONObject json(int status, String reason) {
    JSONObject json = new JSONObject();
    json.put("status", status);
    json.put("error", reason);
    json.put("error_type", type(status).getName());
    return json;
  }

  /** What Jolokia would have thrown. */
  private static Class<? extends RuntimeException> type(int status) {
    if (status == RefusedException.UNAUTHORIZED || status == RefusedException.FORBIDDEN) {
      return SecurityException.class;
    }
    return status < SERVER_ERROR ? IllegalArgumentException.class : IllegalStateException.class;
  }
}
