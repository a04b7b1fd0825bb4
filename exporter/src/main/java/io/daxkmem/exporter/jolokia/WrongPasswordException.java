package io.daxkmem.exporter.jolokia;

/** A request has credentials that are wrong. */
final class WrongPasswordException extends RefusedException {
  private static final long serialVersionUID = 1;

  WrongPasswordException() {
    super(UNAUTHORIZED, "wrong user or password");
  }
}
