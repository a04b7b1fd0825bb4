package io.daxkmem.exporter.log;

import java.util.logging.Formatter;

/** The values of {@code --log.format}. */
public enum LogFormat {
  LOGFMT,
  JSON;

  public Formatter formatter() {
    return switch (this) {
      case LOGFMT -> new LogfmtFormatter();
      case JSON -> new JsonFormatter();
    };
  }
}
