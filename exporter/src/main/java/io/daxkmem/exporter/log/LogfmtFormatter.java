package io.daxkmem.exporter.log;

import static java.util.stream.Collectors.joining;

import io.daxkmem.log.Field;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Writes a record as a line of {@code key=value}, the format of Prometheus and its exporters. */
public final class LogfmtFormatter extends Formatter {

  @Override
  public String format(LogRecord record) {
    return LogLine.fields(record, formatMessage(record)).stream()
        .map(Field::logfmt)
        .collect(joining(" ", "", "\n"));
  }
}
