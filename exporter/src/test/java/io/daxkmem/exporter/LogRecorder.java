package io.daxkmem.exporter;

import io.daxkmem.exporter.log.LogfmtFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records our loggers' lines, without their time, and keeps them off the console. */
public final class LogRecorder extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.daxkmem");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Of what is said at {@code info} and above. */
  public LogRecorder() {
    this(Level.INFO);
  }

  /** Of what is said at a level and above. */
  public LogRecorder(Level level) {
    setFormatter(new LogfmtFormatter());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
    logger.setLevel(level);
  }

  /** The lines logged so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(getFormatter().format(record).replaceFirst("time=\\S+ ", "").strip());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }
}
