package io.daxkmem.exporter.jolokia;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jolokia.json.JSONStructure;

/**
 * Mends the escapes of control characters that Jolokia writes: its digits after 9 are not a to f,
 * but the characters that follow 9 in ASCII, so that no parser reads the answer.
 */
final class JsonWriter extends FilterWriter {
  private static final int DIGITS = 4;
  private static final char AFTER_NINE = '9' + 1;
  private static final char MOST = AFTER_NINE + 5;

  private boolean escape;
  private int digits;

  JsonWriter(Writer out) {
    super(out);
  }

  /** The JSON as text. */
  static String text(JSONStructure json) {
    StringWriter text = new StringWriter();
    try {
      json.writeJSONString(new JsonWriter(text));
    } catch (IOException e) {
      throw new UncheckedIOException("it is written to memory", e);
    }
    return text.toString();
  }

  @Override
  public void write(int c) throws IOException {
    out.write(mended((char) c));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    StringBuilder mended = new StringBuilder(length);
    text.chars().skip(offset).limit(length).forEach(c -> mended.append(mended((char) c)));
    out.write(mended.toString());
  }

  private char mended(char c) {
    if (digits > 0) {
      digits--;
      return c >= AFTER_NINE && c <= MOST ? (char) ('a' + c - AFTER_NINE) : c;
    }
    if (escape) {
      escape = false;
      digits = c == 'u' ? DIGITS : 0;
    } else {
      escape = c == '\\';
    }
    return c;
  }
}
