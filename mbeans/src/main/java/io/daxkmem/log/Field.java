package io.daxkmem.log;

import java.util.regex.Pattern;

/**
 * A key and a value in a log line, after its message.
 *
 * @param key one word, in lower case
 */
public record Field(String key, Object value) {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}&&[^\"=\\\\]]+");

  /** A field, to be imported statically. */
  public static Field field(String key, Object value) {
    return new Field(key, value);
  }

  /** {@code key=value}, the value in quotes if it needs them. */
  public String logfmt() {
    String text = value.toString();
    return key
        + "="
        + (PLAIN.matcher(text).matches() && text.chars().noneMatch(Visible::isInvisible)
            ? text
            : Quoted.of(text));
  }
}
