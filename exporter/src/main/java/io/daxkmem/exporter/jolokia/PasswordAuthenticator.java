package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import io.daxkmem.exporter.web.auth.BasicCredentials;
import java.util.Optional;

/** Admits requests with a right user and password. Logs others and answers 401. */
final class PasswordAuthenticator extends Authenticator {
  private final Access access;
  private final Refusals refusals;

  PasswordAuthenticator(Access access, Refusals refusals) {
    this.access = access;
    this.refusals = refusals;
  }

  @Override
  public Result authenticate(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return refuse(exchange, "no credentials");
    }
    Optional<BasicCredentials> sent = BasicCredentials.parse(header);
    if (sent.isEmpty()) {
      return refuse(exchange, "credentials that are not HTTP Basic");
    }
    return access
        .user(sent.get())
        .<Result>map(Success::new)
        .orElseGet(() -> refuse(exchange, "wrong user or password"));
  }

  private Result refuse(HttpExchange exchange, String reason) {
    refusals.log(exchange, reason);
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Basic realm=\"" + User.REALM + "\", charset=\"UTF-8\"");
    return new Retry(401);
  }
}
