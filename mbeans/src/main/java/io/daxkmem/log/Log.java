package io.daxkmem.log;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs sentences with fields, by {@code java.util.logging}. */
public final class Log {
  private final Logger logger;

  /**
   * @param source what the log lines are about; the logger has its name
   */
  public Log(Class<?> source) {
    this.logger = Logger.getLogger(source.getName());
  }

  public void info(String message, Field... fields) {
    log(Level.INFO, message, fields);
  }

  public void warn(String message, Field... fields) {
    log(Level.WARNING, message, fields);
  }

  private void log(Level level, String message, Field... fields) {
    if (logger.isLoggable(level)) {
      FieldsRecord record = new FieldsRecord(level, message, List.of(fields));
      record.setLoggerName(logger.getName());
      record.setSourceClassName(logger.getName());
      record.setSourceMethodName(null);
      logger.log(record);
    }
  }
}
