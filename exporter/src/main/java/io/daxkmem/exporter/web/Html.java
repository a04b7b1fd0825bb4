package io.daxkmem.exporter.web;

/** Text for elements and quoted attributes. */
final class Html {
  private Html() {}

  /** Escapes the characters that mean something in HTML. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** A state of a region in words: {@code online movable}. */
  static String words(String state) {
    return escape(state.replace('_', ' '));
  }
}
