package io.daxkmem.exporter.web.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users and the bcrypt hashes of their passwords.
 *
 * <p>Checking a bcrypt hash is slow by design. So correct passwords are cached, and others checked
 * one at a time: somebody who guesses passwords takes one processor at most, and does not delay
 * clients with a cached password.
 */
public final class Users {
  /** The lowest cost of bcrypt. */
  public static final int LEAST_COST = 4;

  /** The highest cost accepted: one check takes about 20 seconds. */
  public static final int MOST_COST = 18;

  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
  private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2Y;
  private static final int MOST_WAITING = 16;
  private static final int MOST_OF_ADDRESS = 4;

  private final Map<String, String> hashes;
  private final String decoy;
  private final Comparison bcrypt;
  private final Remembered remembered;
  private final Places places = new Places(MOST_WAITING, MOST_OF_ADDRESS);

  /**
   * @param hashes of each user's password, at least one, each with a {@link #cost}
   */
  public Users(Map<String, String> hashes) {
    this(hashes, bcrypt());
  }

  Users(Map<String, String> hashes, Comparison bcrypt) {
    this(hashes, bcrypt, new Remembered());
  }

  private Users(Map<String, String> hashes, Comparison bcrypt, Remembered remembered) {
    this.hashes = new LinkedHashMap<>(hashes);
    this.bcrypt = bcrypt;
    this.remembered = remembered;
    this.decoy =
        hashes.values().stream()
            .max(Comparator.comparing(hash -> cost(hash).orElseThrow()))
            .orElseThrow();
  }

  /** These users, with the passwords cached that others had; those of changed hashes are not. */
  public Users remembering(Users before) {
    return new Users(hashes, bcrypt, before.remembered);
  }

  /** The cost of a bcrypt hash, the binary logarithm of its rounds; empty for any other text. */
  public static Optional<Integer> cost(String hash) {
    Matcher parts = HASH.matcher(hash);
    return parts.matches() ? Optional.of(Integer.valueOf(parts.group(1))) : Optional.empty();
  }

  /** Whether there is a user of this name. */
  public boolean know(String name) {
    return hashes.containsKey(name);
  }

  /**
   * Checks them. Refusing an unknown user takes as long as refusing a wrong password.
   *
   * @param client the address, of which only some may wait
   */
  public Verdict check(BasicCredentials sent, InetAddress client) {
    String hash = hashes.getOrDefault(sent.user(), decoy);
    boolean known = hashes.containsKey(sent.user());
    Fingerprint fingerprint = remembered.fingerprint(sent.user(), hash, sent.password());
    if (known && remembered.contains(fingerprint)) {
      return Verdict.WELCOME;
    }
    if (!places.take(client)) {
      return Verdict.BUSY;
    }
    try {
      if (matches(sent.password(), hash) && known) {
        remembered.add(fingerprint);
        return Verdict.WELCOME;
      }
      return Verdict.UNKNOWN;
    } finally {
      places.giveBack(client);
    }
  }

  private synchronized boolean matches(String password, String hash) {
    return bcrypt.matches(password, hash);
  }

  private static Comparison bcrypt() {
    BCrypt.Verifyer bcrypt = BCrypt.verifyer(VERSION, LongPasswordStrategies.truncate(VERSION));
    return (password, hash) ->
        bcrypt.verify(password.getBytes(UTF_8), hash.getBytes(UTF_8)).verified;
  }

  /** Checks a password against a hash, which is slow. */
  @FunctionalInterface
  interface Comparison {
    boolean matches(String password, String hash);
  }
}
