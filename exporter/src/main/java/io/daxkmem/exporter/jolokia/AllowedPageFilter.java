package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells a browser that pages of the allowed origin may call us and read the answers (CORS), also
 * when the browser asks beforehand whether it may. {@link WebPageFilter} has refused all others.
 */
final class AllowedPageFilter extends Filter {
  private static final String METHOD = "Access-Control-Request-Method";
  private static final List<String> HEADERS =
      List.of("authorization", "content-type", "x-requested-with");

  private final Refusals refusals;

  AllowedPageFilter(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "tells browsers which pages are allowed";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Headers request = exchange.getRequestHeaders();
    String origin = request.getFirst("Origin");
    if (origin == null) {
      chain.doFilter(exchange);
      return;
    }
    Optional<String> method = Optional.ofNullable(request.getFirst(METHOD));
    if (!exchange.getRequestMethod().equals("OPTIONS") || method.isEmpty()) {
      allow(exchange, origin);
      chain.doFilter(exchange);
      return;
    }
    Optional<String> reason = reason(method.get(), request);
    if (reason.isPresent()) {
      refusals.refuse(exchange, 403, reason.get());
      return;
    }
    allow(exchange, origin);
    Headers response = exchange.getResponseHeaders();
    response.set("Access-Control-Allow-Methods", MethodFilter.ALLOWED_TEXT);
    response.set("Access-Control-Allow-Headers", String.join(", ", HEADERS));
    try (exchange) {
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static void allow(HttpExchange exchange, String origin) {
    Headers response = exchange.getResponseHeaders();
    response.set("Access-Control-Allow-Origin", origin);
    response.set("Access-Control-Allow-Credentials", "true");
    response.set("Vary", "Origin");
  }

  private static Optional<String> reason(String method, Headers request) {
    if (!MethodFilter.ALLOWED.contains(method)) {
      return Optional.of("pages may only use GET and POST");
    }
    Stream<String> asked =
        request.getOrDefault("Access-Control-Request-Headers", List.of()).stream()
            .flatMap(names -> Stream.of(names.split(",")))
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .filter(name -> !name.isEmpty());
    return asked.allMatch(HEADERS::contains)
        ? Optional.empty()
        : Optional.of(
            "pages may only send the headers Authorization, Content-Type and X-Requested-With");
  }
}
