package io.daxkmem.exporter.cli;

import static java.util.Comparator.comparingInt;

import java.util.Arrays;
import java.util.Optional;

/** Finds the flag that somebody may have meant. */
final class NearestFlag {
  /** One letter in so many may be wrong. */
  private static final int LETTERS_PER_ERROR = 3;

  private NearestFlag() {}

  /**
   * The flag with this beginning, or else the one that differs in the fewest letters.
   *
   * @param given as on the command line, with its value
   */
  static Optional<Flag> of(String given) {
    String name = given.replaceFirst("^-+", "").replaceFirst("(?s)=.*", "");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Arrays.stream(Flag.values())
        .filter(flag -> flag.longName().startsWith(name))
        .findFirst()
        .or(
            () ->
                Arrays.stream(Flag.values())
                    .min(comparingInt(flag -> errors(name, flag.longName())))
                    .filter(
                        flag ->
                            errors(name, flag.longName()) <= name.length() / LETTERS_PER_ERROR));
  }

  /** How many letters to insert, remove or replace: Levenshtein's distance, row by row. */
  private static int errors(String from, String to) {
    int[] above = new int[to.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
