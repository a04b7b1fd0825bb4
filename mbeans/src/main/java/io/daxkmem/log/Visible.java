package io.daxkmem.log;

import java.util.Locale;

/**
 * Escapes characters that a terminal may interpret, display as others or not display, in text from
 * outside that is put in a message. Some writers of JSON do not escape them rightly.
 */
public final class Visible {
  /**
   * Fillers and selectors that Unicode does not count as formats, and the blank Braille pattern.
   */
  private static final String INVISIBLE =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0";

  private static final int MOST_QUOTED = 100;

  private Visible() {}

  /** The text with such characters as in JSON, {@code \\u001b}. */
  public static String text(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.chars().forEach(c -> append((char) c, visible));
    return visible.toString();
  }

  /** The text in single quotes, visible; of a long one only the begin. */
  public static String quoted(String text) {
    return "'" + text(Shortened.text(text, MOST_QUOTED)) + "'";
  }

  static void append(char c, StringBuilder text) {
    if (isHidden(c)) {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      text.append(c);
    }
  }

  private static boolean isHidden(char c) {
    return isInvisible(c) || isOfHiddenType(c);
  }

  static boolean isInvisible(int c) {
    return INVISIBLE.indexOf(c) >= 0 || (c >= '\ufe00' && c <= '\ufe0f');
  }

  private static boolean isOfHiddenType(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
