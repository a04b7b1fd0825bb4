package io.daxkmem.exporter.jolokia;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.util.Optional;

/** Lets requests pass that bring the right user and password; others it logs and answers 401. */
final class PasswordAuthenticator extends Authenticator {
  private static final String REALM = "dax-kmem-exporter";

  private final Credentials credentials;
  private final Refusals refusals;

  PasswordAuthenticator(Credentials credentials, Refusals refusals) {
    this.credentials = credentials;
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
    if (!credentials.match(sent.get().user(), sent.get().password())) {
      return refuse(exchange, "wrong user or password");
    }
    return new Success(new HttpPrincipal(sent.get().user(), REALM));
  }

  private Result refuse(HttpExchange exchange, String reason) {
    refusals.log(exchange, reason);
    exchange
        .getResponseHeaders()
        .set("WWW-Authenticate", "Basic realm=\"" + REALM + "\", charset=\"UTF-8\"");
    return new Retry(401);
  }
}
