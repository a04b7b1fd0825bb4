package io.daxkmem.exporter.web.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jolokia.core.util.CryptoUtil;

/** A server's certificate chain and private key. */
public final class Identity {
  private static final char[] IN_MEMORY_ONLY = "none".toCharArray();

  private final KeyStore store;

  /**
   * @param chain the server's certificate first
   * @throws GeneralSecurityException if key and certificate do not match
   */
  public Identity(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
    if (!belongTogether(key, chain.get(0).getPublicKey())) {
      throw new InvalidKeyException("is not the key of the certificate");
    }
    try {
      store = KeyStore.getInstance("PKCS12");
      store.load(null, IN_MEMORY_ONLY);
      store.setKeyEntry("server", key, IN_MEMORY_ONLY, chain.toArray(X509Certificate[]::new));
    } catch (IOException e) {
      throw new AssertionError("nothing is read", e);
    }
  }

  KeyManager[] keyManagers() throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY_ONLY);
    return factory.getKeyManagers();
  }

  private static boolean belongTogether(PrivateKey key, PublicKey certified) {
    try {
      return CryptoUtil.keysMatch(key, certified);
    } catch (IllegalArgumentException e) {
      // different algorithms
      return false;
    }
  }
}
