package io.daxkmem.log;

import java.util.Locale;
import java.util.regex.Pattern;

/** Puts text in double quotes and escapes it as in JSON, so that it stays on one line. */
public final class Quoted {
  /**
   * Fillers and selectors that Unicode does not count as formats, and the blank Braille pattern.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0]");

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
    return isInvisible(String.valueOf(c)) || isOfHiddenType(c);
  }

  static boolean isInvisible(String text) {
    return INVISIBLE.matcher(text).find();
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
