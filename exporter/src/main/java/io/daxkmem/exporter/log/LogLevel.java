package io.daxkmem.exporter.log;

import java.util.logging.Level;

/** The values of {@code --log.level}, named as in other Prometheus exporters. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  public Level level() {
    return switch (this) {
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
    };
  }
}
