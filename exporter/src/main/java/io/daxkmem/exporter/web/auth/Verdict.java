package io.daxkmem.exporter.web.auth;

/** What is thought of the credentials that a client sent. */
public enum Verdict {
  /** They are right. */
  WELCOME,
  /** They are wrong, or there are none. */
  UNKNOWN,
  /** They cannot be looked at now: too many others are. */
  BUSY
}
