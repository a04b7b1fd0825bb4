package io.daxkmem.log;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A log record with fields. Formatters that do not know this class, such as another application's,
 * see the fields as part of the message.
 */
public final class FieldsRecord extends LogRecord {
  private static final long serialVersionUID = 1;

  private final String sentence;
  private final transient List<Field> fields;

  public FieldsRecord(Level level, String sentence, List<Field> fields) {
    super(level, text(sentence, fields));
    this.sentence = sentence;
    this.fields = fields;
  }

  /** The message without the fields. */
  public String sentence() {
    return sentence;
  }

  public List<Field> fields() {
    return fields;
  }

  private static String text(String sentence, List<Field> fields) {
    StringBuilder text = new StringBuilder(sentence);
    fields.forEach(field -> text.append(' ').append(field.logfmt()));
    return text.toString();
  }
}
