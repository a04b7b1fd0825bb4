package io.daxkmem.mbeans.operation;

import java.util.Locale;

/**
 * Refused operations of a user that are not written one by one.
 *
 * @param user who requested them
 * @param number how many
 */
public record MoreRefused(String user, long number) {
  /** As a sentence. */
  String message() {
    return String.format(
        Locale.ROOT,
        "%d more operations of %s were refused, too many to write each one.",
        number,
        user);
  }
}
