package io.daxkmem.log;

/** Text of a client in the log and in answers: it may have as much as a request, or more. */
public final class Shortened {
  /** Characters of a text, unless another number is given. */
  public static final int MOST = 200;

  private Shortened() {}

  /** The beginning of a long text. */
  public static String text(String text) {
    return text(text, MOST);
  }

  /**
   * The beginning of a text.
   *
   * @param most characters of it
   */
  public static String text(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
