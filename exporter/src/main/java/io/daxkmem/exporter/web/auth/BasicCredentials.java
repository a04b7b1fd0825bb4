package io.daxkmem.exporter.web.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * The user and password that a client sent (RFC 7617).
 *
 * @param password as sent, right or wrong
 */
public record BasicCredentials(String user, String password) {
  private static final String SCHEME = "Basic ";

  /** Parses an {@code Authorization} header; empty if it is not a valid one of this scheme. */
  public static Optional<BasicCredentials> parse(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
      String text = new String(decoded, UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
