package io.daxkmem.exporter.web.tls;

import com.fasterxml.jackson.annotation.JsonAlias;

/** Whether clients need a certificate. The names are those of Go, which exporters share. */
public enum ClientAuth {
  NONE("NoClientCert", false, false, false),
  REQUEST("RequestClientCert", true, false, false),
  @JsonAlias("RequireClientCert")
  REQUIRE_ANY("RequireAnyClientCert", true, true, false),
  VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
  REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

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

  @Override
  public String toString() {
    return text;
  }

  /** Whether the client is asked for a certificate. */
  public boolean isRequested() {
    return requested;
  }

  /** Whether a client without one is refused. */
  public boolean isRequired() {
    return required;
  }

  /** Whether a certificate must be signed by a trusted authority. */
  public boolean isVerified() {
    return verified;
  }
}
