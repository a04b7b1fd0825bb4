package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.HttpServers;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.mbeans.operation.JmxCaller;
import io.daxkmem.mbeans.operation.Requester;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the client of the current request. Jolokia calls an MBean on the thread of the request,
 * so the MBean can look the client up there.
 */
public final class RequestCaller extends Filter implements Caller {
  private static final String ANONYMOUS = "anonymous";
  private static final String OFF =
      "operations are off: start the exporter with --control.enabled.";
  private static final String VIEWER =
      "a viewer may read and plan; changing a region takes an operator's password.";

  private final boolean operations;
  private final Caller others = new JmxCaller();

  @SuppressWarnings("ThreadLocalUsage") // emptied after each request
  private final ThreadLocal<@Nullable HttpExchange> current = new ThreadLocal<>();

  /**
   * @param access the clients' rights; without an operator, other JMX clients may not operate
   *     either
   */
  public RequestCaller(Access access) {
    this.operations = access.operator().isPresent();
  }

  @Override
  public String description() {
    return "remembers the client of the request";
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

  /** The client of the current Jolokia request, or otherwise of another JMX connector. */
  @Override
  public Requester requester() {
    HttpExchange exchange = current.get();
    if (exchange == null) {
      Requester other = others.requester();
      return new Requester(other.user(), other.client(), barred(true));
    }
    String client = HttpServers.text(exchange.getRemoteAddress());
    // looked up now, because the authenticator runs after the filters
    return exchange.getPrincipal() instanceof User user
        ? new Requester(user.getUsername(), client, barred(user.isOperator()))
        : new Requester(ANONYMOUS, client, barred(false));
  }

  private Optional<String> barred(boolean operator) {
    return operations ? Optional.of(VIEWER).filter(text -> !operator) : Optional.of(OFF);
  }
}
