package io.daxkmem.exporter.jolokia;

import io.daxkmem.exporter.web.auth.BasicCredentials;
import java.util.Optional;

/**
 * Who may do what by Jolokia. An operator may change regions; a viewer may read them, and ask what
 * could be changed. Where there is neither, everybody on this machine is a viewer. Web pages may do
 * nothing, whoever's browser shows them, but for those of one origin.
 *
 * @param operator whose password makes an operator; where empty, nobody changes a region
 * @param viewer whose password makes a viewer
 * @param origin of the web pages that may send requests, {@code http://127.0.0.1:8080}
 */
public record Access(
    Optional<Credentials> operator, Optional<Credentials> viewer, Optional<String> origin) {

  /** No web page may send requests. */
  public Access(Optional<Credentials> operator, Optional<Credentials> viewer) {
    this(operator, viewer, Optional.empty());
  }

  /** Nobody may change regions, and everybody may read. */
  public static Access reading() {
    return new Access(Optional.empty(), Optional.empty());
  }

  boolean needsPassword() {
    return operator.isPresent() || viewer.isPresent();
  }

  /**
   * Whether a web page may send requests.
   *
   * @param page its origin or its address, as a browser tells them
   */
  boolean allowsPage(String page) {
    return origin.filter(one -> page.equals(one) || page.startsWith(one + "/")).isPresent();
  }

  /** Whoever that is; empty for nobody known here. */
  Optional<User> user(BasicCredentials sent) {
    if (match(operator, sent)) {
      return Optional.of(new User(sent.user(), true));
    }
    return match(viewer, sent) ? Optional.of(new User(sent.user(), false)) : Optional.empty();
  }

  private static boolean match(Optional<Credentials> known, BasicCredentials sent) {
    return known.filter(one -> one.match(sent.user(), sent.password())).isPresent();
  }
}
