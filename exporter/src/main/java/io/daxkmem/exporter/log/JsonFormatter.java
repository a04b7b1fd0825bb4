package io.daxkmem.exporter.log;

import io.daxkmem.log.Field;
import io.daxkmem.log.Quoted;
import java.util.StringJoiner;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes a record as a line of JSON. Numbers and booleans are not quoted. */
public final class JsonFormatter extends Formatter {

  @Override
  public String format(LogRecord record) {
    StringJoiner object = new StringJoiner(",", "{", "}\n");
    for (Field field : LogLine.fields(record, formatMessage(record))) {
      object.add(Quoted.of(field.key()) + ":" + json(field.value()));
    }
    return object.toString();
  }

  private static String json(Object value) {
    return value instanceof Integer
            || value instanceof Long
            || (value instanceof Double number && Double.isFinite(number))
            || value instanceof Boolean
        ? value.toString()
        : Quoted.of(value.toString());
  }
}
