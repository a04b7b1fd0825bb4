package io.daxkmem.exporter.log;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/** A line of {@code key=value} for each record, as Prometheus and its exporters log. */
public final class LogfmtFormatter extends Formatter {
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"=\\\\\\p{Cntrl}]+");

  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder();
    for (Field field : LogLine.fields(record, formatMessage(record))) {
      if (!line.isEmpty()) {
        line.append(' ');
      }
      String value = field.value().toString();
      line.append(field.key()).append('=');
      line.append(PLAIN.matcher(value).matches() ? value : Quoted.of(value));
    }
    return line.append('\n').toString();
  }
}
