package io.daxkmem.exporter.web.auth;

/** Whether the credentials that a client sent are right. */
public enum Verdict {
  /** They are right. */
  WELCOME,
  /** They are wrong, or there are none. */
  UNKNOWN,
  /** They cannot be checked now, because too many others are waiting. */
  BUSY
}
