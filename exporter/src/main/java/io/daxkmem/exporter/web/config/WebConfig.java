package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.tls.Tls;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask a web server, and how.
 *
 * @param tls empty for plain HTTP
 * @param headers that every answer has
 * @param users who may look; empty: everybody may
 */
public record WebConfig(
    Optional<Tls> tls, Map<String, String> headers, Optional<Users> users, RateLimit rateLimit) {

  public WebConfig {
    headers = Map.copyOf(headers);
  }

  /** Everybody may, by plain HTTP. */
  public static WebConfig open() {
    return new WebConfig(Optional.empty(), Map.of(), Optional.empty(), RateLimit.none());
  }
}
