package io.daxkmem.exporter.log;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends this process's log to standard error. */
public final class Logging {
  private static final String OURS = "io.daxkmem";

  private Logging() {}

  /** Keeps logging until the process has ended. Must be called before anything is logged. */
  public static void untilTheEnd() {
    System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
  }

  /**
   * Replaces the JVM's logging configuration.
   *
   * @param level of our loggers; others log from {@code INFO} up
   */
  public static void start(Level level, Formatter formatter) {
    Logger root = Logger.getLogger("");
    for (Handler before : root.getHandlers()) {
      root.removeHandler(before);
    }
    Handler console = new ConsoleHandler();
    console.setFormatter(formatter);
    console.setLevel(Level.ALL);
    root.addHandler(console);
    boolean quiet = level.intValue() > Level.INFO.intValue();
    root.setLevel(quiet ? level : Level.INFO);
    Logger.getLogger(OURS).setLevel(level);
  }
}
