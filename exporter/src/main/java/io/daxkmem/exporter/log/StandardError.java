package io.daxkmem.exporter.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.log.Log;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Logs each line that the JDK or a library prints to standard error, past the log. */
public final class StandardError extends OutputStream {
  private static final Log LOG = new Log(StandardError.class);

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private StandardError() {}

  /** Takes what is printed from now on. The log must go to standard error already. */
  public static void log() {
    System.setErr(stream());
  }

  static PrintStream stream() {
    return new PrintStream(new StandardError(), true, UTF_8);
  }

  @Override
  public synchronized void write(int single) {
    if (single != '\n') {
      line.write(single);
      return;
    }
    String printed = line.toString(UTF_8);
    line.reset();
    LOG.warn(printed);
  }
}
