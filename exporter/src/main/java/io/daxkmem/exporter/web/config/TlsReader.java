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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads the section {@code tls_server_config} and the files it names. */
final class TlsReader {
  static final String SECTION = "tls_server_config";

  private final Source source;
  private final YamlFile yaml;
  private final TlsServerConfig config;
  private final ClientAuth clientAuth;

  TlsReader(Source source, YamlFile yaml, TlsServerConfig config) {
    this.source = source;
    this.yaml = yaml;
    this.config = config;
    this.clientAuth = Objects.requireNonNullElse(config.clientAuthType(), ClientAuth.NONE);
  }

  Tls read() throws ConfigException {
    check(
        config.curvePreferences().isEmpty(),
        "curve_preferences",
        "cannot be honoured: leave it out, and start Java with -Djdk.tls.namedGroups");
    check(
        config.clientAllowedSans().isEmpty()
            || (clientAuth.isRequired() && clientAuth.isVerified()),
        "client_allowed_sans",
        String.format(
            Locale.ROOT,
            "needs client_auth_type %s: otherwise clients come with no certificate, or one of their own",
            ClientAuth.REQUIRE_AND_VERIFY));
    Protocol protocol = protocol();
    try {
      return new Tls(identity(), clientAuth, authorities(), config.clientAllowedSans(), protocol);
    } catch (GeneralSecurityException e) {
      throw yaml.wrong("cannot be used: " + e.getMessage(), SECTION);
    }
  }

  private Identity identity() throws ConfigException {
    List<X509Certificate> chain = pem("cert", config.cert(), config.certFile(), Pem::certificates);
    PrivateKey key = pem("key", config.key(), config.keyFile(), Pem::key);
    try {
      return new Identity(chain, key);
    } catch (GeneralSecurityException e) {
      throw yaml.wrong(
          e.getMessage() + ", which must be the first of its file",
          SECTION,
          config.key().isEmpty() ? "key_file" : "key");
    }
  }

  private List<X509Certificate> authorities() throws ConfigException {
    if (config.clientCa().isEmpty() && config.clientCaFile().isEmpty()) {
      check(
          !clientAuth.isVerified(),
          "client_auth_type",
          clientAuth + " needs client_ca_file, or nobody could be verified");
      return List.of();
    }
    check(
        clientAuth != ClientAuth.NONE,
        config.clientCa().isEmpty() ? "client_ca_file" : "client_ca",
        String.format(
            Locale.ROOT,
            "has no effect without client_auth_type: add %s there",
            ClientAuth.REQUIRE_AND_VERIFY));
    return pem("client_ca", config.clientCa(), config.clientCaFile(), Pem::certificates);
  }

  private Protocol protocol() throws ConfigException {
    TlsVersion least = Objects.requireNonNullElse(config.minVersion(), TlsVersion.TLS12);
    TlsVersion most = Objects.requireNonNullElse(config.maxVersion(), TlsVersion.TLS13);
    check(least.compareTo(most) <= 0, "max_version", "is below min_version");
    for (String suite : config.cipherSuites()) {
      check(
          Protocol.knows(suite),
          "cipher_suites",
          String.format(Locale.ROOT, "has %s, which this Java does not know: remove it", suite));
    }
    return new Protocol(
        EnumSet.range(least, most).stream().map(TlsVersion::javaName).toList(),
        config.cipherSuites(),
        !Boolean.FALSE.equals(config.preferServerCipherSuites()));
  }

  /** Reads the inline text or the file, whichever is given. */
  private <T> T pem(String key, String text, String file, PemParser<T> parser)
      throws ConfigException {
    check(
        text.isEmpty() || file.isEmpty(),
        key,
        String.format(Locale.ROOT, "and %s_file exclude each other: remove one", key));
    yaml.check(
        !text.isEmpty() || !file.isEmpty(),
        String.format(Locale.ROOT, "needs %s_file; remove the section to serve without TLS", key),
        SECTION);
    try {
      return parser.parse(text.isEmpty() ? source.text(file) : text);
    } catch (IOException | GeneralSecurityException e) {
      throw text.isEmpty()
          ? yaml.wrong(file + " " + e.getMessage(), SECTION, key + "_file")
          : yaml.wrong(String.valueOf(e.getMessage()), SECTION, key);
    }
  }

  private void check(boolean right, String key, String what) throws ConfigException {
    yaml.check(right, what, SECTION, key);
  }

  @FunctionalInterface
  private interface PemParser<T> {
    T parse(String pem) throws GeneralSecurityException;
  }
}
