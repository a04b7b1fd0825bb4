package io.daxkmem.exporter.web.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys beside this class, which openssl has made; their password, if any, is "secret". */
class PemTest {
  private static final int SEQUENCE = 0x30;

  @ParameterizedTest
  @CsvSource({
    "pkcs8-rsa, RSA",
    "pkcs8-ec, EC",
    "pkcs8-ed25519, EdDSA",
    "pkcs1, RSA",
    "sec1-p256, EC",
    // numbers that look negative to CryptoUtil
    "sec1-p256-high-bit, EC",
    "sec1-p256-ff, EC",
    "sec1-p384, EC",
    "sec1-p521, EC",
    "sec1-with-parameters, EC",
  })
  void aKeyOfEachKindSignsWhatItsCertificateVerifies(String name, String algorithm)
      throws Exception {
    PrivateKey key = Pem.key(text(name + ".key"));

    assertThat(key.getAlgorithm()).startsWith(algorithm);
    assertThatCode(() -> new Identity(Pem.certificates(text(name + ".crt")), key))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "pkcs8-ec, pkcs8-rsa",
    "pkcs1, pkcs8-rsa",
    "pkcs8-rsa, sec1-p256",
    "sec1-p256, sec1-p384",
    "pkcs8-ed25519, sec1-p256",
    "sec1-p256, pkcs8-ed25519",
  })
  void aKeyOfAnotherCertificateIsRefused(String key, String certificate) {
    assertThatThrownBy(
            () -> new Identity(Pem.certificates(text(certificate + ".crt")), key(key + ".key")))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("is not the key of the certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted-pkcs1.key, holds an encrypted key",
    "encrypted-pkcs8.key, holds an encrypted key",
    "x25519.key, 'neither RSA, EC nor Ed25519'",
    "pkcs1.crt, holds no key in PEM format",
  })
  void whatCannotBeUsedIsRefused(String name, String why) {
    assertThatThrownBy(() -> key(name))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "*", "MH//////", "MIIE", "MAA=", "MAMCAQA="})
  void aBrokenKeyIsRefused(String base64) {
    for (String kind : new String[] {"", "RSA ", "EC ", "DSA ", "OTHER "}) {
      assertThatThrownBy(() -> Pem.key(pem(kind + "PRIVATE KEY", base64)))
          .isInstanceOf(GeneralSecurityException.class)
          .hasMessageContaining("or is broken");
    }
  }

  @Test
  void aKeyThatIsNestedDeepIsRefused() {
    byte[] nested = new byte[0];
    for (int i = 0; i < 15_000; i++) {
      nested = sequence(nested);
    }
    String base64 = Base64.getEncoder().encodeToString(nested);

    assertThatThrownBy(() -> Pem.key(pem("PRIVATE KEY", base64)))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("or is broken");
  }

  @Test
  void aKeyMayStandBehindItsCertificate() throws Exception {
    assertThat(Pem.key(text("pkcs1.crt") + text("pkcs1.key"))).isEqualTo(key("pkcs1.key"));
  }

  @Test
  void aChainMayHaveKeysAndTextBetweenItsCertificates() throws Exception {
    String file =
        "Bag Attributes: - --\n%s\n%s and\n%s"
            .formatted(text("pkcs1.crt"), text("sec1-p256.key"), text("pkcs8-ec.crt"));

    assertThat(Pem.certificates(file))
        .containsExactly(
            Pem.certificates(text("pkcs1.crt")).get(0),
            Pem.certificates(text("pkcs8-ec.crt")).get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
      })
  void aBrokenCertificateIsRefused(String pem) {
    assertThatThrownBy(() -> Pem.certificates(pem))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("holds a broken certificate");
  }

  private static byte[] sequence(byte[] content) {
    byte[] length = BigInteger.valueOf(content.length).toByteArray();
    byte[] whole = new byte[2 + length.length + content.length];
    whole[0] = SEQUENCE;
    whole[1] = (byte) (0x80 | length.length);
    System.arraycopy(length, 0, whole, 2, length.length);
    System.arraycopy(content, 0, whole, 2 + length.length, content.length);
    return whole;
  }

  private static String pem(String kind, String base64) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, base64, kind);
  }

  private static PrivateKey key(String name) throws GeneralSecurityException, IOException {
    return Pem.key(text(name));
  }

  private static String text(String name) throws IOException {
    try (InputStream in = PemTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
