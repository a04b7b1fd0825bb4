package io.daxkmem.exporter.log;

import io.daxkmem.log.Field;
import io.daxkmem.log.FieldsRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** The fields of a record in their order, for both formats. */
final class LogLine {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private LogLine() {}

  static List<Field> fields(LogRecord record, String message) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("time", TIME.format(record.getInstant())));
    fields.add(new Field("level", level(record.getLevel())));
    if (record instanceof FieldsRecord ours) {
      fields.add(new Field("msg", ours.sentence()));
      fields.addAll(ours.fields());
    } else {
      fields.add(new Field("msg", message));
    }
    if (record.getThrown() != null) {
      fields.add(new Field("stack", stackTrace(record.getThrown())));
    }
    return fields;
  }

  private static String level(Level level) {
    int value = level.intValue();
    return value >= Level.SEVERE.intValue()
        ? "error"
        : value >= Level.WARNING.intValue()
            ? "warn"
            : value >= Level.INFO.intValue() ? "info" : "debug";
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
