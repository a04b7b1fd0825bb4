package io.daxkmem.exporter.web;

import io.daxkmem.exporter.web.tls.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The certificates beside this class. {@code ca.crt} has signed {@code server}, {@code
 * other-server} and {@code client}; {@code stranger} has signed itself.
 */
public final class Certificates {
  private static final char[] PASSWORD = "none".toCharArray();

  private Certificates() {}

  /**
   * A client that trusts the servers.
   *
   * @param name of its own certificate, which it sends whatever the server says it accepts; empty
   *     for none
   */
  public static SSLContext client(String name) throws GeneralSecurityException, IOException {
    KeyStore trusted = store();
    trusted.setCertificateEntry("ca", certificate("ca"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManager[] keys =
        name.isEmpty()
            ? new KeyManager[0]
            : new KeyManager[] {
              new OneCertificate(certificate(name), Pem.key(text(name + ".key")))
            };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  static X509Certificate certificate(String name) throws GeneralSecurityException, IOException {
    return Pem.certificates(text(name + ".crt")).get(0);
  }

  public static void copy(String name, Path to) throws IOException {
    try (InputStream in = Certificates.class.getResourceAsStream(name)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Certificates.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class OneCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final X509Certificate certificate;
    private final PrivateKey key;

    OneCertificate(X509Certificate certificate, PrivateKey key) {
      this.certificate = certificate;
      this.key = key;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return ALIAS;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return ALIAS;
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }
}
