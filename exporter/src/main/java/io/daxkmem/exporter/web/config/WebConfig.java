package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.access.Roles;
import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.tls.Tls;
import java.util.Map;
import java.util.Optional;

/**
 * TLS, users, headers, rate limit and roles of a web server.
 *
 * @param tls empty for plain HTTP
 * @param headers set on every answer
 * @param users empty if no password is needed
 * @param roles of users and of clients' certificates
 */
public record WebConfig(
    Optional<Tls> tls,
    Map<String, String> headers,
    Optional<Users> users,
    RateLimit rateLimit,
    Roles roles) {

  public WebConfig {
    headers = Map.copyOf(headers);
  }

  /** This configuration, with the users' passwords cached that were so before. */
  WebConfig remembering(WebConfig before) {
    return new WebConfig(
        tls,
        headers,
        users.map(now -> before.users.map(now::remembering).orElse(now)),
        rateLimit,
        roles);
  }

  /** Whether clients have to say who they are. */
  public boolean identifiesClients() {
    return users.isPresent() || tls.filter(Tls::verifiesClients).isPresent();
  }

  /** Plain HTTP without passwords. */
  public static WebConfig open() {
    return new WebConfig(
        Optional.empty(), Map.of(), Optional.empty(), RateLimit.none(), Roles.none());
  }
}
