package io.daxkmem.exporter.web.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.tls.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a web configuration strictly: unknown keys and unsupported values are errors. */
final class WebConfigReader {
  private static final String HTTP = "http_server_config";
  private static final String USERS = "basic_auth_users";
  private static final String RATE_LIMIT = "rate_limit";

  /** The headers of the format, with their allowed values if these are limited. */
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Security-Policy", List.of(),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-XSS-Protection", List.of(),
          "Strict-Transport-Security", List.of());

  private final Source source;
  private final YamlFile yaml;

  WebConfigReader(Source source) {
    this.source = source;
    this.yaml = new YamlFile(source);
  }

  WebConfig read() throws IOException {
    Optional<WebConfigContent> read = yaml.read(WebConfigContent.class);
    if (read.isEmpty()) {
      return WebConfig.open();
    }
    WebConfigContent content = read.get();
    Optional<Tls> tls = tls(content.tlsServerConfig());
    Optional<Users> users = users(content.basicAuthUsers());
    return new WebConfig(
        tls,
        headers(content.httpServerConfig()),
        users,
        rateLimit(content.rateLimit()),
        new RolesReader(yaml, users, tls).read(Optional.ofNullable(content.roles())));
  }

  /** An empty section is an error: others would serve unencrypted without a word. */
  private Optional<Tls> tls(@Nullable TlsServerConfig config) throws ConfigException {
    yaml.check(
        config != null || !yaml.has(TlsReader.SECTION),
        "is empty: add cert_file and key_file, or remove it to serve without TLS",
        TlsReader.SECTION);
    return config == null
        ? Optional.empty()
        : Optional.of(new TlsReader(source, yaml, config).read());
  }

  private Map<String, String> headers(@Nullable HttpServerConfig config) throws ConfigException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (config != null) {
      yaml.check(
          !config.http2(),
          "cannot be true: this exporter speaks HTTP/1.1 only; write false",
          HTTP,
          "http2");
      headers.putAll(config.headers());
      headers.values().removeIf(String::isEmpty);
      for (Map.Entry<String, String> header : headers.entrySet()) {
        check(header.getKey(), header.getValue());
      }
    }
    return headers;
  }

  private void check(String header, String text) throws ConfigException {
    String[] path = {HTTP, "headers", header};
    List<String> allowed = HEADERS.get(header);
    if (allowed == null) {
      throw yaml.unknown(HEADERS.keySet(), path);
    }
    yaml.check(
        allowed.isEmpty() || allowed.contains(text),
        "must be " + String.join(" or ", allowed),
        path);
    yaml.check(text.chars().allMatch(c -> c >= ' ' && c <= '~'), "must be one line of ASCII", path);
  }

  /** No user at all is an error: the pages would be open to everybody. */
  private Optional<Users> users(Map<String, String> hashes) throws ConfigException {
    yaml.check(
        !hashes.isEmpty() || !yaml.has(USERS),
        "has no user: add one, or remove it to serve without passwords",
        USERS);
    for (Map.Entry<String, String> user : hashes.entrySet()) {
      check(user.getKey(), Users.cost(user.getValue()));
    }
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Users(hashes));
  }

  private void check(String user, Optional<Integer> cost) throws ConfigException {
    yaml.check(
        !user.isEmpty() && !user.contains(":"),
        "is no name for a user: it may not be empty or have a colon",
        USERS,
        user);
    // without the wrong value: it may be a password
    yaml.check(
        cost.isPresent(),
        "must be followed by a bcrypt hash, as htpasswd -nB makes it",
        USERS,
        user);
    yaml.check(
        cost.get() >= Users.LEAST_COST && cost.get() <= Users.MOST_COST,
        String.format(
            Locale.ROOT,
            "has a hash of cost %d: use one from %d to %d",
            cost.get(),
            Users.LEAST_COST,
            Users.MOST_COST),
        USERS,
        user);
  }

  private RateLimit rateLimit(@Nullable RateLimitConfig config) throws ConfigException {
    if (config == null) {
      return RateLimit.none();
    }
    JsonNode interval = config.interval();
    Duration each =
        Durations.parse(interval == null ? "" : interval.asText())
            .orElseThrow(
                () -> yaml.wrong("must be a duration, as 1s, 500ms or 0", RATE_LIMIT, "interval"));
    if (each.isZero()) {
      return RateLimit.none();
    }
    yaml.check(
        config.burst() > 0,
        "must be at least 1, otherwise every request would be refused",
        RATE_LIMIT,
        "burst");
    return new RateLimit(each, config.burst(), System::nanoTime);
  }
}
