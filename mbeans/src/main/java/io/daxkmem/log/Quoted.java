package io.daxkmem.log;

import java.util.Locale;

/** Puts text in double quotes and escapes it as in JSON, so that it stays on one line. */
public final class Quoted {
  /**
   * Fillers and selectors that Unicode does not count as formats, and the blank Braille pattern.
   */
  private static final String INVISIBLE =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0";

  private Quoted() {}

  public static String of(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isHidden(c)) {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** Whether a terminal may interpret the character, display it as another, or not display it. */
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
