package io.daxkmem.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers 400 to a value of the parameter {@code debug} that client_java does not know. Its handler
 * answers that with 500, as if the exporter had failed.
 */
final class DebugParameter implements HttpHandler {
  private static final String NAME = "debug=";
  private static final List<String> FORMATS = List.of("openmetrics", "text", "prometheus-protobuf");
  private static final Pattern BETWEEN = Pattern.compile("&");

  private final HttpHandler metrics;

  DebugParameter(HttpHandler metrics) {
    this.metrics = metrics;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Optional<String> format = format(exchange.getRequestURI().getRawQuery());
    if (format.isEmpty() || FORMATS.contains(format.get())) {
      metrics.handle(exchange);
    } else {
      TextAnswer.send(
          exchange, 400, "400: debug takes one of " + String.join(", ", FORMATS) + "\n");
    }
  }

  /** The first one, which is the one that client_java takes. */
  private static Optional<String> format(@Nullable String query) {
    return Stream.ofNullable(query)
        .flatMap(BETWEEN::splitAsStream)
        .filter(parameter -> parameter.startsWith(NAME))
        .findFirst()
        .map(
            parameter ->
                URLDecoder.decode(parameter.substring(NAME.length()), StandardCharsets.UTF_8));
  }
}
