package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.config.WebConfig;
import java.io.IOException;
import java.util.function.Supplier;

/** Refuses requests over the rate limit of the configuration. */
final class RateLimitFilter extends Filter {
  private final Supplier<WebConfig> config;
  private final Refusals refusals;

  RateLimitFilter(Supplier<WebConfig> config, Refusals refusals) {
    this.config = config;
    this.refusals = refusals;
  }

  @Override
  public String description() {
    return "limits the rate of requests";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (config.get().rateLimit().take()) {
      chain.doFilter(exchange);
      return;
    }
    exchange.getResponseHeaders().set("Retry-After", "1");
    refusals.refuse(exchange, 429, "more requests than rate_limit allows");
  }
}
