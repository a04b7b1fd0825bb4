package io.daxkmem.log;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes log lines with fields to {@code java.util.logging}. */
public final class Log {
  private final Logger logger;

  /**
   * @param source the class that logs; the logger is named after it
   */
  public Log(Class<?> source) {
    this.logger = Logger.getLogger(source.getName());
  }

  public void debug(String message, Field... fields) {
    log(Level.FINE, message, null, fields);
  }

  public void info(String message, Field... fields) {
    log(Level.INFO, message, null, fields);
  }

  public void warn(String message, Field... fields) {
    log(Level.WARNING, message, null, fields);
  }

  public void warn(String message, Throwable thrown, Field... fields) {
    log(Level.WARNING, message, thrown, fields);
  }

  /** Logs what needs somebody to act. */
  public void error(String message, Field... fields) {
    log(Level.SEVERE, message, null, fields);
  }

  /** Logs a failure that needs somebody to act. */
  public void error(String message, Throwable thrown, Field... fields) {
    log(Level.SEVERE, message, thrown, fields);
  }

  private void log(Level level, String message, @Nullable Throwable thrown, Field... fields) {
    if (logger.isLoggable(level)) {
      FieldsRecord record = new FieldsRecord(level, message, List.of(fields));
      record.setThrown(thrown);
      record.setLoggerName(logger.getName());
      record.setSourceClassName(logger.getName());
      record.setSourceMethodName(null);
      logger.log(record);
    }
  }
}
