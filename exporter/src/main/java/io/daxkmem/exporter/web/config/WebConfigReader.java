package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.web.auth.Users;
import io.daxkmem.exporter.web.tls.Tls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a web configuration, strictly: what is not known, or cannot be honoured, is refused. */
final class WebConfigReader {
  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "Content-Security-Policy", List.of(),
          "X-Frame-Options", List.of("deny", "sameorigin"),
          "X-Content-Type-Options", List.of("nosniff"),
          "X-XSS-Protection", List.of(),
          "Strict-Transport-Security", List.of());

  private final Source source;

  WebConfigReader(Source source) {
    this.source = source;
  }

  WebConfig read() throws ConfigException {
    Optional<Section> root = Section.read(source);
    if (root.isEmpty()) {
      return WebConfig.open();
    }
    Map<String, Value> values =
        root.get()
            .values("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit");
    return new WebConfig(
        tls(Optional.ofNullable(values.get("tls_server_config"))),
        headers(Optional.ofNullable(values.get("http_server_config"))),
        users(Optional.ofNullable(values.get("basic_auth_users"))),
        rateLimit(Optional.ofNullable(values.get("rate_limit"))));
  }

  private Optional<Tls> tls(Optional<Value> given) throws ConfigException {
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsReader(source, given.get().section()).read());
  }

  private static Map<String, String> headers(Optional<Value> given) throws ConfigException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (given.isEmpty()) {
      return headers;
    }
    Map<String, Value> values = given.get().section().values("http2", "headers");
    Value http2 = values.get("http2");
    if (http2 != null && http2.flag()) {
      throw http2.wrong("cannot be true: this exporter speaks HTTP/1.1 only; write false");
    }
    Value section = values.get("headers");
    if (section != null) {
      for (Map.Entry<String, Value> header :
          section
              .section()
              .values(HEADERS.keySet().stream().sorted().toArray(String[]::new))
              .entrySet()) {
        String text = header.getValue().text();
        check(header.getKey(), header.getValue(), text);
        if (!text.isEmpty()) {
          headers.put(header.getKey(), text);
        }
      }
    }
    return headers;
  }

  private static void check(String header, Value value, String text) throws ConfigException {
    List<String> allowed = HEADERS.getOrDefault(header, List.of());
    if (!text.isEmpty() && !allowed.isEmpty() && !allowed.contains(text)) {
      throw value.wrong("must be " + String.join(" or ", allowed));
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw value.wrong("must be one line of ASCII");
    }
  }

  private static Optional<Users> users(Optional<Value> given) throws ConfigException {
    Map<String, String> hashes = new LinkedHashMap<>();
    if (given.isPresent()) {
      for (Map.Entry<String, Value> user : given.get().section().values().entrySet()) {
        hashes.put(user.getKey(), hash(user.getKey(), user.getValue()));
      }
    }
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Users(hashes));
  }

  private static String hash(String user, Value value) throws ConfigException {
    if (user.isEmpty() || user.contains(":")) {
      throw value.wrong("is no name for a user: it may not be empty or have a colon");
    }
    String hash = value.text();
    Optional<Integer> cost = Users.cost(hash);
    if (cost.isEmpty()) {
      // not what it is: it may be a password
      throw value.wrong("must be followed by a bcrypt hash, as htpasswd -nB makes it");
    }
    if (cost.get() < Users.LEAST_COST || cost.get() > Users.MOST_COST) {
      throw value.wrong(
          "has a hash of cost %d: use one from %d to %d"
              .formatted(cost.get(), Users.LEAST_COST, Users.MOST_COST));
    }
    return hash;
  }

  private static RateLimit rateLimit(Optional<Value> given) throws ConfigException {
    if (given.isEmpty()) {
      return RateLimit.none();
    }
    Map<String, Value> values = given.get().section().values("interval", "burst");
    Value interval = values.get("interval");
    Value burst = values.get("burst");
    if (interval == null) {
      throw given.get().wrong("needs an interval");
    }
    Duration each =
        Durations.parse(interval.anyScalar())
            .orElseThrow(() -> interval.wrong("must be a duration, as 1s, 500ms or 0"));
    if (each.isZero()) {
      return RateLimit.none();
    }
    if (burst == null) {
      throw given.get().wrong("needs a burst");
    }
    if (burst.number() < 1) {
      throw burst.wrong("must be at least 1, or no request were ever answered");
    }
    return new RateLimit(each, burst.number(), System::nanoTime);
  }
}
