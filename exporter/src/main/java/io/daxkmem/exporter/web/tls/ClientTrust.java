package io.daxkmem.exporter.web.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks clients' certificates: who signed them, and their names. */
final class ClientTrust extends X509ExtendedTrustManager {
  private final Optional<X509ExtendedTrustManager> authorities;
  private final Set<String> names;

  /**
   * @param authorities one of these must have signed the certificate; if empty, any signature is
   *     accepted
   * @param names of which the certificate must have one as subject alternative name; empty to
   *     accept any
   */
  ClientTrust(Optional<X509ExtendedTrustManager> authorities, Collection<String> names) {
    this.authorities = authorities;
    this.names = names.stream().map(CertificateName::canonical).collect(Collectors.toSet());
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, authType, engine);
    }
    checkNames(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (authorities.isPresent()) {
      authorities.get().checkClientTrusted(chain, authType);
    }
    checkNames(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities
        .map(X509ExtendedTrustManager::getAcceptedIssuers)
        .orElseGet(() -> new X509Certificate[0]);
  }

  private void checkNames(X509Certificate certificate) throws CertificateException {
    if (!names.isEmpty()
        && new ClientCertificate(certificate).alternatives().stream().noneMatch(names::contains)) {
      throw new CertificateException("none of the certificate's names is allowed");
    }
  }
}
