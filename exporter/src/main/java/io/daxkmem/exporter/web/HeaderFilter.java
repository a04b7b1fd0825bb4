package io.daxkmem.exporter.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.util.function.Supplier;

/** Sets the headers of the web configuration on every answer, refusals included. */
public final class HeaderFilter extends Filter {
  private final Supplier<WebConfig> config;

  public HeaderFilter(Supplier<WebConfig> config) {
    this.config = config;
  }

  @Override
  public String description() {
    return "sets the headers of the web configuration";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    config.get().headers().forEach(exchange.getResponseHeaders()::set);
    chain.doFilter(exchange);
  }
}
