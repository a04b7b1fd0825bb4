package io.daxkmem.exporter.web;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.auth.Verdict;
import io.daxkmem.exporter.web.config.WebConfig;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks the users and the rate limit of the web configuration. Requests with a wrong password do
 * not count, so they cannot lock out others.
 *
 * <p>Not the JDK's {@code BasicAuthenticator}, because that can answer neither 429 nor 503.
 */
final class WebAuthenticator extends Authenticator {
  private static final String REALM = "dax-kmem-exporter";

  private final Supplier<WebConfig> config;

  WebAuthenticator(Supplier<WebConfig> config) {
    this.config = config;
  }

  @Override
  public Result authenticate(HttpExchange exchange) {
    WebConfig now = config.get();
    Optional<BasicCredentials> sent =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
            .flatMap(BasicCredentials::parse);
    return switch (verdict(now.users(), sent, exchange.getRemoteAddress().getAddress())) {
      case UNKNOWN -> {
        exchange
            .getResponseHeaders()
            .set("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
        yield new Retry(401);
      }
      case BUSY -> later(exchange, 503);
      case WELCOME ->
          now.rateLimit().take()
              ? new Success(
                  new HttpPrincipal(sent.map(BasicCredentials::user).orElse("anonymous"), REALM))
              : later(exchange, 429);
    };
  }

  private static Verdict verdict(
      Optional<Users> users, Optional<BasicCredentials> sent, InetAddress client) {
    return users
        .map(known -> sent.map(one -> known.check(one, client)).orElse(Verdict.UNKNOWN))
        .orElse(Verdict.WELCOME);
  }

  private static Result later(HttpExchange exchange, int status) {
    exchange.getResponseHeaders().set("Retry-After", "1");
    return new Failure(status);
  }
}
