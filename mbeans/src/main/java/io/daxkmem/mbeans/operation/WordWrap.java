package io.daxkmem.mbeans.operation;

/** Text in lines that fit a dialog: JConsole shows a message as it is, however wide. */
public final class WordWrap {
  private static final int WIDTH = 90;

  private WordWrap() {}

  /**
   * Each sentence begins a line, and no line is longer than {@value #WIDTH} where it has spaces.
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
