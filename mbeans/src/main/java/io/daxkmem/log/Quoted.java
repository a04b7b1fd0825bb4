package io.daxkmem.log;

/** Puts text in double quotes and escapes it as in JSON, so that it stays on one line. */
public final class Quoted {
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
        default -> Visible.append(c, quoted);
      }
    }
    return quoted.append('"').toString();
  }
}
