package io.daxkmem.exporter.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A password. Only its hash is kept. */
final class Password {
  private final byte[] hash;

  Password(String text) {
    hash = hash(text);
  }

  /** Compares in constant time. */
  boolean is(String text) {
    return MessageDigest.isEqual(hash, hash(text));
  }

  boolean isSameAs(Password other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
