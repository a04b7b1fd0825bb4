package io.daxkmem.exporter.log;

/**
 * What a log line says besides its message: a parameter of a {@link java.util.logging.LogRecord}.
 *
 * @param key one word, in lower case
 */
public record Field(String key, Object value) {

  /**
   * Fields as the parameters of {@link java.util.logging.Logger#log(java.util.logging.Level,
   * String, Object[])}.
   *
   * @param keysAndValues a key, its value, the next key, and so on
   */
  public static Object[] fields(Object... keysAndValues) {
    Object[] fields = new Object[keysAndValues.length / 2];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new Field((String) keysAndValues[2 * i], keysAndValues[2 * i + 1]);
    }
    return fields;
  }
}
