package io.daxkmem.exporter.web.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jolokia.core.util.CryptoUtil;
import org.jolokia.core.util.CryptoUtil.CryptoStructure;
import org.jolokia.core.util.CryptoUtil.StructureHint;

/** Certificates and keys in PEM format, RFC 7468. Messages say what to do. */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final Pattern CERTIFICATE =
      Pattern.compile(BEGIN_CERTIFICATE + ".*?-----END CERTIFICATE-----", Pattern.DOTALL);
  private static final String NEITHER =
      "holds a key that is neither RSA, EC nor Ed25519, or is broken";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private Pem() {}

  /**
   * Reads the certificates, at least one. Keys and text between them are skipped.
   *
   * @throws GeneralSecurityException if there is none, or one is broken
   */
  public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    if (!pem.contains(BEGIN_CERTIFICATE)) {
      throw new CertificateException(
          "holds no certificate in PEM format (" + BEGIN_CERTIFICATE + ")");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> certificates = new ArrayList<>();
      // one by one, because the factory does not skip keys
      for (String block : blocks(pem)) {
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.getBytes(UTF_8))));
      }
      return certificates;
    } catch (CertificateException e) {
      throw new CertificateException("holds a broken certificate", e);
    }
  }

  /**
   * Reads the private key, in PKCS #8, PKCS #1 or SEC 1, and not encrypted.
   *
   * @throws GeneralSecurityException if there is none, or it is broken
   */
  public static PrivateKey key(String pem) throws GeneralSecurityException {
    Matcher block = KEY.matcher(pem);
    if (!block.find()) {
      throw new InvalidKeySpecException("holds no key in PEM format (-----BEGIN PRIVATE KEY-----)");
    }
    String kind = block.group(1);
    if (block.group().contains("ENCRYPTED")) {
      throw new InvalidKeySpecException(
          "holds an encrypted key, which is not supported: decrypt it with openssl pkey");
    }
    try {
      return key(kind, Base64.getMimeDecoder().decode(block.group(2)));
    } catch (RuntimeException | StackOverflowError e) {
      // CryptoUtil says in many ways that a key is not as it should be
      throw new InvalidKeySpecException(NEITHER, e);
    }
  }

  private static List<String> blocks(String pem) throws CertificateException {
    List<String> blocks = CERTIFICATE.matcher(pem).results().map(MatchResult::group).toList();
    if (blocks.isEmpty()) {
      throw new CertificateException("without end");
    }
    return blocks;
  }

  private static PrivateKey key(String kind, byte[] der) throws GeneralSecurityException {
    KeySpec spec =
        CryptoUtil.decodePrivateKey(
            new CryptoStructure(StructureHint.from(kind), kind, der), new char[0]);
    if (spec instanceof PKCS8EncodedKeySpec) {
      return ofAnyAlgorithm(spec);
    }
    return CryptoUtil.generatePrivateKey(
        spec instanceof ECPrivateKeySpec curve ? unsigned(curve) : spec, "");
  }

  /** CryptoUtil does not look for the algorithm there. */
  private static PrivateKey ofAnyAlgorithm(KeySpec spec) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return CryptoUtil.generatePrivateKey(spec, algorithm);
      } catch (InvalidKeySpecException e) {
        // of another algorithm, or broken
      }
    }
    throw new InvalidKeySpecException(NEITHER);
  }

  /** CryptoUtil takes every second key for a negative number. */
  private static ECPrivateKeySpec unsigned(ECPrivateKeySpec key) {
    int octets = (key.getParams().getOrder().bitLength() + 7) / 8;
    return new ECPrivateKeySpec(
        key.getS().mod(BigInteger.ONE.shiftLeft(octets * Byte.SIZE)), key.getParams());
  }
}
