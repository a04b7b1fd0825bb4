package io.daxkmem.exporter.web.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS settings of a server. */
public final class Tls {
  private final SSLContext context;
  private final ClientTrust trust;
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
    trust = new ClientTrust(verifier, names);
    context = SSLContext.getInstance("TLS");
    context.init(identity.keyManagers(), new TrustManager[] {trust}, null);
  }

  /** Whether the certificates that clients have are verified, if they have any. */
  public boolean verifiesClients() {
    return clientAuth.isVerified();
  }

  /**
   * The client's certificate; empty if there is none, or it is not verified. It is verified now,
   * because the connection may have begun with other settings.
   */
  public Optional<ClientCertificate> client(SSLSession session) {
    if (!verifiesClients()) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      X509Certificate[] verified = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
      trust.checkClientTrusted(verified, verified[0].getPublicKey().getAlgorithm());
      return Optional.of(new ClientCertificate(verified[0]));
    } catch (SSLPeerUnverifiedException | CertificateException e) {
      return Optional.empty();
    }
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
