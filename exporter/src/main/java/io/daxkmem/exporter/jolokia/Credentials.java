package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A user and a password. Only their hash is kept. */
public final class Credentials {
  private final byte[] hash;

  public Credentials(String user, String password) {
    hash = hash(user, password);
  }

  /** Compares in constant time. */
  public boolean match(String user, String password) {
    return MessageDigest.isEqual(hash, hash(user, password));
  }

  private static byte[] hash(String user, String password) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(user.getBytes(UTF_8));
      digest.update((byte) ':');
      return digest.digest(password.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
