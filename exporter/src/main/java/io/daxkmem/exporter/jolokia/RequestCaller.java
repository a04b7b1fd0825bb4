package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.mbeans.Caller;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for the time of a request who sent it. Jolokia calls an MBean on the thread of the
 * request, so that the MBean can ask there.
 */
public final class RequestCaller extends Filter implements Caller {
  private static final String OTHER = "a JMX client";

  private final ThreadLocal<@Nullable String> current = new ThreadLocal<>();

  @Override
  public String description() {
    return "remembers who sent the request";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    String client = HttpServers.text(exchange.getRemoteAddress());
    current.set(
        exchange.getPrincipal() == null
            ? client
            : exchange.getPrincipal().getUsername() + " from " + client);
    try {
      chain.doFilter(exchange);
    } finally {
      current.remove();
    }
  }

  /** The user and address that Jolokia's request came from; a word for any other JMX client. */
  @Override
  public String name() {
    String name = current.get();
    return name == null ? OTHER : name;
  }
}
