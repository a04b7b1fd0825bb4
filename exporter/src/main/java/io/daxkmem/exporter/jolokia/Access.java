package io.daxkmem.exporter.jolokia;

import io.daxkmem.exporter.web.auth.BasicCredentials;
import java.util.Optional;

/**
 * Who may do what by Jolokia. An operator may change regions; a viewer may read them, and ask what
 * could be changed. Where there is neither, everybody on this machine is a viewer.
 *
 * @param operator whose password makes an operator; where empty, nobody changes a region
 * @param viewer whose password makes a viewer
 */
public record Access(Optional<Credentials> operator, Optional<Credentials> viewer) {

  /** Nobody may change regions, and everybody may read. */
  public static Access reading() {
    return new Access(Optional.empty(), Optional.empty());
  }

  boolean needsPassword() {
    return operator.isPresent() || viewer.isPresent();
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
