package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.web.tls.ClientAuth;
import io.daxkmem.exporter.web.tls.Identity;
import io.daxkmem.exporter.web.tls.Pem;
import io.daxkmem.exporter.web.tls.Protocol;
import io.daxkmem.exporter.web.tls.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the section {@code tls_server_config}. */
final class TlsReader {
  private static final String OLDEST = "TLS12";
  private static final String NEWEST = "TLS13";

  /** In ascending order, and Java's words for them. */
  private static final Map<String, String> VERSIONS = new LinkedHashMap<>();

  static {
    VERSIONS.put(OLDEST, "TLSv1.2");
    VERSIONS.put(NEWEST, "TLSv1.3");
  }

  private final Source source;
  private final Section section;
  private final Map<String, Value> values;

  TlsReader(Source source, Section section) throws ConfigException {
    this.source = source;
    this.section = section;
    this.values =
        section.values(
            "cert_file",
            "key_file",
            "cert",
            "key",
            "client_auth_type",
            "client_ca_file",
            "client_ca",
            "client_allowed_sans",
            "min_version",
            "max_version",
            "cipher_suites",
            "prefer_server_cipher_suites",
            "curve_preferences");
  }

  Tls read() throws ConfigException {
    if (values.containsKey("curve_preferences")) {
      throw wrong(
          "curve_preferences",
          "cannot be honoured: leave it out, and start Java with -Djdk.tls.namedGroups");
    }
    ClientAuth clientAuth = clientAuth();
    Protocol protocol = new Protocol(versions(), cipherSuites(), serverPrefers());
    try {
      return new Tls(identity(), clientAuth, authorities(clientAuth), names(clientAuth), protocol);
    } catch (GeneralSecurityException e) {
      throw section.wrong("cannot be used: " + e.getMessage());
    }
  }

  private ConfigException wrong(String key, String what) {
    Value value = values.get(key);
    return value == null ? section.wrong(what) : value.wrong(what);
  }

  private Identity identity() throws ConfigException {
    List<X509Certificate> chain = parse(one("cert"), "cert", Pem::certificates);
    Value key = one("key");
    PrivateKey parsed = parse(key, "key", Pem::key);
    try {
      return new Identity(chain, parsed);
    } catch (GeneralSecurityException e) {
      throw key.wrong(e.getMessage() + ", which must be the first of its file");
    }
  }

  private ClientAuth clientAuth() throws ConfigException {
    Value value = values.get("client_auth_type");
    if (value == null || value.text().isEmpty()) {
      return ClientAuth.NONE;
    }
    return ClientAuth.of(value.text())
        .orElseThrow(
            () ->
                value.wrong(
                    "must be one of "
                        + Arrays.stream(ClientAuth.values())
                            .map(ClientAuth::text)
                            .collect(Collectors.joining(", "))));
  }

  private List<X509Certificate> authorities(ClientAuth clientAuth) throws ConfigException {
    boolean given = values.containsKey("client_ca") || values.containsKey("client_ca_file");
    if (!given) {
      if (clientAuth.isVerified()) {
        throw wrong(
            "client_auth_type",
            clientAuth.text() + " needs client_ca_file, or nobody could be verified");
      }
      return List.of();
    }
    Value value = one("client_ca");
    if (clientAuth == ClientAuth.NONE) {
      throw value.wrong(
          "has no effect without client_auth_type: add "
              + ClientAuth.REQUIRE_AND_VERIFY.text()
              + " there");
    }
    return parse(value, "client_ca", Pem::certificates);
  }

  private List<String> names(ClientAuth clientAuth) throws ConfigException {
    List<String> names = texts("client_allowed_sans");
    if (!names.isEmpty() && !clientAuth.isRequired()) {
      throw wrong(
          "client_allowed_sans",
          "needs client_auth_type "
              + ClientAuth.REQUIRE_AND_VERIFY.text()
              + ": otherwise clients come without a certificate");
    }
    return names;
  }

  private List<String> versions() throws ConfigException {
    List<String> words = new ArrayList<>(VERSIONS.keySet());
    int least = words.indexOf(version("min_version", OLDEST));
    int most = words.indexOf(version("max_version", NEWEST));
    if (least > most) {
      throw wrong("max_version", "is below min_version");
    }
    return words.subList(least, most + 1).stream().map(VERSIONS::get).toList();
  }

  private String version(String key, String otherwise) throws ConfigException {
    Value value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!VERSIONS.containsKey(value.text())) {
      throw value.wrong("must be TLS12 or TLS13; Java has given up older ones");
    }
    return value.text();
  }

  private List<String> cipherSuites() throws ConfigException {
    List<String> suites = texts("cipher_suites");
    for (String suite : suites) {
      if (!Protocol.knows(suite)) {
        throw wrong(
            "cipher_suites", "has %s, which this Java does not know: remove it".formatted(suite));
      }
    }
    return suites;
  }

  private boolean serverPrefers() throws ConfigException {
    Value value = values.get("prefer_server_cipher_suites");
    return value == null || value.flag();
  }

  private List<String> texts(String key) throws ConfigException {
    List<String> texts = new ArrayList<>();
    Value list = values.get(key);
    if (list != null) {
      for (Value entry : list.list()) {
        texts.add(entry.text());
      }
    }
    return texts;
  }

  /** The PEM itself or the file that holds it, whichever is given. */
  private Value one(String name) throws ConfigException {
    Value inline = values.get(name);
    Value file = values.get(name + "_file");
    if (inline != null && file != null) {
      throw inline.wrong("and %s_file exclude each other: remove one".formatted(name));
    }
    if (inline != null) {
      return inline;
    }
    if (file == null) {
      throw section.wrong("needs %s_file".formatted(name));
    }
    return file;
  }

  private <T> T parse(Value value, String name, PemParser<T> parser) throws ConfigException {
    boolean inline = values.containsKey(name);
    try {
      return parser.parse(inline ? value.text() : source.text(value.text()));
    } catch (ConfigException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw value.wrong((inline ? "" : value.text() + " ") + e.getMessage());
    }
  }

  @FunctionalInterface
  private interface PemParser<T> {
    T parse(String pem) throws GeneralSecurityException;
  }
}
