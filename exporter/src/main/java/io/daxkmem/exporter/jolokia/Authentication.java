package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.User;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import java.io.IOException;
import java.util.Optional;

/**
 * Admits requests with a right user and password, or all if none is needed. Logs others and answers
 * 401.
 *
 * <p>Not the JDK's {@code Authenticator}, whose refusals cannot be JSON and cannot wait.
 */
final class Authentication extends Filter {
  private static final String CHALLENGE = "Basic realm=\"dax-kmem-exporter\", charset=\"UTF-8\"";
  private static final int UNAUTHORIZED = 401;

  private final Access access;
  private final RequestCaller caller;
  private final Refusals refusals;
  private final LateRefusals guesses;

  /**
   * @param guesses answers those with wrong credentials
   */
  Authentication(Access access, RequestCaller caller, Refusals refusals, LateRefusals guesses) {
    this.access = access;
    this.caller = caller;
    this.refusals = refusals;
    this.guesses = guesses;
  }

  @Override
  public String description() {
    return "checks user and password";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    if (!access.needsPassword()) {
      admit(exchange, chain, Optional.empty());
      return;
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      refuse(exchange, "no credentials");
      return;
    }
    Optional<BasicCredentials> sent = BasicCredentials.parse(header);
    if (sent.isEmpty()) {
      refuse(exchange, "credentials that are not HTTP Basic");
      return;
    }
    Optional<User> user = access.user(sent.get());
    if (user.isPresent()) {
      admit(exchange, chain, user);
      return;
    }
    challenge(exchange);
    guesses.refuse(exchange, UNAUTHORIZED, "wrong user or password");
  }

  private void admit(HttpExchange exchange, Chain chain, Optional<User> user) throws IOException {
    caller.handle(user, exchange.getRemoteAddress(), () -> chain.doFilter(exchange));
  }

  private void refuse(HttpExchange exchange, String reason) throws IOException {
    challenge(exchange);
    refusals.refuse(exchange, UNAUTHORIZED, reason);
  }

  private static void challenge(HttpExchange exchange) {
    exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
  }
}
