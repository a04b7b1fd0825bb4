package io.daxkmem.mbeans.operation;

/** Wraps messages, because JConsole's dialogs do not. */
public final class WordWrap {
  private static final int WIDTH = 90;

  private WordWrap() {}

  /**
   * Starts each sentence on a new line, and breaks lines at spaces to at most {@value #WIDTH}
   * characters.
   */
  public static String text(String sentences) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (String word : sentences.split(" ", -1)) {
      boolean sentence = !text.isEmpty() && text.charAt(text.length() - 1) == '.';
      if (sentence || column + 1 + word.length() > WIDTH) {
        text.append('\n');
        column = 0;
      } else if (!text.isEmpty()) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.toString();
  }
}
