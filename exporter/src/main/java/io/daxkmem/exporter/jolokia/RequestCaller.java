package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.mbeans.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for the time of a request who sends it. Jolokia calls an MBean on the thread of the
 * request, so that the MBean can ask there.
 */
public final class RequestCaller extends Filter implements Caller {
  private static final String OTHER = "jmx";

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<@Nullable HttpExchange> current = new ThreadLocal<>();

  @Override
  public String description() {
    return "remembers who sends the request";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    current.set(exchange);
    try {
      chain.doFilter(exchange);
    } finally {
      current.remove();
    }
  }

  /** The user and address that Jolokia's request came from; {@code jmx} for any other client. */
  @Override
  public String name() {
    HttpExchange exchange = current.get();
    if (exchange == null) {
      return OTHER;
    }
    String client = HttpServers.text(exchange.getRemoteAddress());
    // only now: the authenticator comes after the filters
    HttpPrincipal user = exchange.getPrincipal();
    return user == null ? client : user.getUsername() + " from " + client;
  }
}
