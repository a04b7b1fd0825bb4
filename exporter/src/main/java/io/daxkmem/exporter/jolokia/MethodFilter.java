package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;

/** Refuses all methods but GET and POST. */
final class MethodFilter extends Filter {
  static final List<String> ALLOWED = List.of("GET", "POST");

  /** As headers have it. */
  static final String ALLOWED_TEXT = String.join(", ", ALLOWED);

  private final Refusals refusals;

  MethodFilter(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "refuses methods other than GET and POST";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (ALLOWED.contains(exchange.getRequestMethod())) {
      chain.doFilter(exchange);
      return;
    }
    exchange.getResponseHeaders().set("Allow", ALLOWED_TEXT);
    refusals.refuse(exchange, 405, "only GET and POST are allowed");
  }
}
