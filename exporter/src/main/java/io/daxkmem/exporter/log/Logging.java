package io.daxkmem.exporter.log;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends this process's log to the standard error, in one format. */
public final class Logging {
  private static final String OURS = "io.daxkmem";

  private Logging() {}

  /** Lets this process log until it has ended; called before anything is logged. */
  public static void untilTheEnd() {
    System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
  }

  /**
   * Replaces whatever was set up for logging.
   *
   * @param level of what is ours; what is not stays silent below {@code INFO}
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
