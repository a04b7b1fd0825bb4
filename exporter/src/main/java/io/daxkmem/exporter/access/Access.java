package io.daxkmem.exporter.access;

import io.daxkmem.exporter.web.auth.BasicCredentials;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rights of Jolokia's clients. An operator may change regions; a viewer may read them and call
 * {@code plan}. With neither, and without {@link Roles}, everybody on this machine is a viewer.
 * Requests of web pages are refused, except for one origin.
 *
 * @param operations whether an operator may change regions
 * @param operator the operator's credentials; if empty, only {@link Roles} name operators
 * @param viewer the viewer's credentials
 * @param origin the web pages that may send requests, such as {@code http://127.0.0.1:8080}
 */
public record Access(
    boolean operations,
    Optional<Credentials> operator,
    Optional<Credentials> viewer,
    Optional<String> origin) {

  /** Allows no web pages. */
  public Access(Optional<Credentials> operator, Optional<Credentials> viewer) {
    this(operator.isPresent(), operator, viewer, Optional.empty());
  }

  /** Everybody may read, nobody may change regions. */
  public static Access reading() {
    return new Access(Optional.empty(), Optional.empty());
  }

  public boolean needsPassword() {
    return operator.isPresent() || viewer.isPresent();
  }

  /** Whether this user has a password file. */
  public boolean hasPassword(String user) {
    return Stream.of(operator, viewer).flatMap(Optional::stream).anyMatch(one -> one.isOf(user));
  }

  /**
   * Whether a web page may send requests.
   *
   * @param page the browser's {@code Origin} or {@code Referer} header
   */
  public boolean allowsPage(String page) {
    return origin.filter(one -> page.equals(one) || page.startsWith(one + "/")).isPresent();
  }

  /** The user with these credentials; empty if there is none. */
  public Optional<User> user(BasicCredentials sent) {
    if (match(operator, sent)) {
      return Optional.of(new User(sent.user(), true));
    }
    return match(viewer, sent) ? Optional.of(new User(sent.user(), false)) : Optional.empty();
  }

  private static boolean match(Optional<Credentials> known, BasicCredentials sent) {
    return known.filter(one -> one.match(sent.user(), sent.password())).isPresent();
  }
}
