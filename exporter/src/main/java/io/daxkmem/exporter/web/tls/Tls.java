package io.daxkmem.exporter.web.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS settings of a server. */
public final class Tls {
  private final SSLContext context;
  private final ClientAuth clientAuth;
  private final Protocol protocol;

  /**
   * @param authorities of clients' certificates; not empty if those are verified
   * @param names of which a client's certificate must have one; empty to accept any
   */
  public Tls(
      Identity identity,
      ClientAuth clientAuth,
      List<X509Certificate> authorities,
      List<String> names,
      Protocol protocol)
      throws GeneralSecurityException {
    this.clientAuth = clientAuth;
    this.protocol = protocol;
    Optional<X509ExtendedTrustManager> verifier =
        clientAuth.isVerified() ? Optional.of(verifier(authorities)) : Optional.empty();
    context = SSLContext.getInstance("TLS");
    context.init(
        identity.keyManagers(), new TrustManager[] {new ClientTrust(verifier, names)}, null);
  }

  SSLContext context() {
    return context;
  }

  SSLParameters parameters(InetSocketAddress client) {
    SSLParameters parameters =
        protocol.apply(new ClientParameters(client, context.getDefaultSSLParameters()));
    if (clientAuth.isRequired()) {
      parameters.setNeedClientAuth(true);
    } else {
      parameters.setWantClientAuth(clientAuth.isRequested());
    }
    return parameters;
  }

  private static X509ExtendedTrustManager verifier(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store(authorities));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager verifier) {
        return verifier;
      }
    }
    throw new AssertionError("every Java verifies certificates");
  }

  private static KeyStore store(List<X509Certificate> authorities) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      return store;
    } catch (IOException e) {
      throw new AssertionError("nothing is read", e);
    }
  }
}
