package io.daxkmem.exporter.jolokia;

/** Text of a client in the log and in answers: it may have as much as a request, or more. */
final class Shortened {
  static final int MOST = 200;

  private Shortened() {}

  /** The beginning of a long text. */
  static String text(String text) {
    return text(text, MOST);
  }

  /**
   * The beginning of a text.
   *
   * @param most characters of it
   */
  static String text(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
