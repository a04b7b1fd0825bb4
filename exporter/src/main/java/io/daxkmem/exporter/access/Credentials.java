package io.daxkmem.exporter.access;

import java.util.function.Supplier;

/** A user and the password in force. */
public final class Credentials {
  private final Password user;
  private final Supplier<Password> password;

  /** A password that never changes. */
  public Credentials(String user, String password) {
    this(user, fixed(password));
  }

  Credentials(String user, Supplier<Password> password) {
    this.user = new Password(user);
    this.password = password;
  }

  /** Compares the user in constant time. */
  boolean isOf(String user) {
    return this.user.is(user);
  }

  /** Compares both in constant time. */
  public boolean match(String user, String password) {
    boolean right = this.password.get().is(password);
    return this.user.is(user) && right;
  }

  private static Supplier<Password> fixed(String text) {
    Password password = new Password(text);
    return () -> password;
  }
}
