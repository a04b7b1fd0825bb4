package io.daxkmem.exporter.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UnsupportedEncodingException;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Sends this process's log to standard error. */
public final class Logging {
  private static final String OURS = "io.daxkmem";
  private static final String JDK_SERVER = "com.sun.net.httpserver";

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
    Handler console = console();
    console.setFormatter(formatter);
    console.setLevel(Level.ALL);
    // it warns of what any client can do as often as it likes, as a HEAD with gzip
    console.setFilter(record -> !JDK_SERVER.equals(record.getLoggerName()));
    root.addHandler(console);
    boolean quiet = level.intValue() > Level.INFO.intValue();
    root.setLevel(quiet ? level : Level.INFO);
    Logger.getLogger(OURS).setLevel(level);
    Thread.setDefaultUncaughtExceptionHandler(new UncaughtExceptions());
  }

  /** Both formats are UTF-8, wherever the exporter runs. */
  private static Handler console() {
    Handler console = new ConsoleHandler();
    try {
      console.setEncoding(UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError("every Java has UTF-8", e);
    }
    return console;
  }
}
