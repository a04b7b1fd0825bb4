package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.access.User;
import java.io.IOException;
import java.util.Optional;

/**
 * Admits requests of those who have a role, or all if none is needed. Logs others and answers 401,
 * or 403 if it knows who they are.
 *
 * <p>Not the JDK's {@code Authenticator}, whose refusals cannot be JSON and cannot wait.
 */
final class Authentication extends Filter {
  private static final String CHALLENGE = "Basic realm=\"dax-kmem-exporter\", charset=\"UTF-8\"";

  private final Identification identification;
  private final RequestCaller caller;
  private final Refusals refusals;
  private final LateRefusals guesses;

  /**
   * @param guesses answers those with wrong credentials
   */
  Authentication(
      Identification identification,
      RequestCaller caller,
      Refusals refusals,
      LateRefusals guesses) {
    this.identification = identification;
    this.caller = caller;
    this.refusals = refusals;
    this.guesses = guesses;
  }

  @Override
  public String description() {
    return "checks users and certificates";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    Optional<User> user;
    try {
      user = identification.user(exchange);
    } catch (WrongPasswordException e) {
      challenge(exchange);
      guesses.refuse(exchange, e.status(), e.reason());
      return;
    } catch (RefusedException e) {
      if (e.status() == RefusedException.UNAUTHORIZED) {
        challenge(exchange);
      }
      refusals.refuse(exchange, e.status(), e.reason());
      return;
    }
    caller.handle(user, exchange.getRemoteAddress(), () -> chain.doFilter(exchange));
  }

  private static void challenge(HttpExchange exchange) {
    exchange.getResponseHeaders().set("WWW-Authenticate", CHALLENGE);
  }
}
