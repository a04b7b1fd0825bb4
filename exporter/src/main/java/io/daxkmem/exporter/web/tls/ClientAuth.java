package io.daxkmem.exporter.web.tls;

import java.util.Arrays;
import java.util.Optional;

/** What is wanted of a client's certificate; the words are those of Go, which exporters share. */
public enum ClientAuth {
  NONE("NoClientCert", false, false, false),
  REQUEST("RequestClientCert", true, false, false),
  REQUIRE_ANY("RequireAnyClientCert", true, true, false),
  VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
  REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

  private static final String OLD_WORD = "RequireClientCert";

  private final String text;
  private final boolean requested;
  private final boolean required;
  private final boolean verified;

  ClientAuth(String text, boolean requested, boolean required, boolean verified) {
    this.text = text;
    this.requested = requested;
    this.required = required;
    this.verified = verified;
  }

  /** The one of that word; {@code RequireClientCert} is accepted for {@link #REQUIRE_ANY}. */
  public static Optional<ClientAuth> of(String text) {
    return text.equals(OLD_WORD)
        ? Optional.of(REQUIRE_ANY)
        : Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  public String text() {
    return text;
  }

  /** Whether the client is asked for one. */
  public boolean isRequested() {
    return requested;
  }

  /** Whether a client without one is refused. */
  public boolean isRequired() {
    return required;
  }

  /** Whether a certificate must be signed by an authority that is trusted here. */
  public boolean isVerified() {
    return verified;
  }
}
