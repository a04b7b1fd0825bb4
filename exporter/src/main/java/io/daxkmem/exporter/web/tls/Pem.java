package io.daxkmem.exporter.web.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM format, RFC 7468. Messages say what to do. */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Pattern OTHER_KEY =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+ PRIVATE KEY)-----");
  private static final String KEY = "PRIVATE KEY";
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  /**
   * The certificates in a text, at least one.
   *
   * @throws GeneralSecurityException where there is none, or it is broken
   */
  public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    if (!pem.contains(CERTIFICATE)) {
      throw new CertificateException("holds no certificate in PEM format (" + CERTIFICATE + ")");
    }
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new CertificateException("holds a broken certificate", e);
    }
  }

  /**
   * The private key in a text, in PKCS #8 and not encrypted.
   *
   * @throws GeneralSecurityException where there is none, or it is of another kind
   */
  public static PrivateKey key(String pem) throws GeneralSecurityException {
    Matcher other = OTHER_KEY.matcher(pem);
    if (other.find()) {
      throw new InvalidKeySpecException(
          "holds a key of the kind "
              + other.group(1)
              + ": convert it with openssl pkcs8 -topk8 -nodes");
    }
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals(KEY)) {
        return key(decoded(block.group(2)));
      }
    }
    throw new InvalidKeySpecException("holds no key in PEM format (-----BEGIN " + KEY + "-----)");
  }

  private static PKCS8EncodedKeySpec decoded(String base64) throws GeneralSecurityException {
    try {
      return new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("holds a broken key", e);
    }
  }

  private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // of another algorithm, or broken
      }
    }
    throw new InvalidKeySpecException(
        "holds a key that is neither RSA, EC nor Ed25519, or is broken");
  }
}
