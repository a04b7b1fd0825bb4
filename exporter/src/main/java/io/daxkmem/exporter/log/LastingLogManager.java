package io.daxkmem.exporter.log;

import java.util.logging.LogManager;

/**
 * Logs until the process has ended. The JDK's own takes the handlers away as soon as the end
 * begins, and what was interrupted then would not be logged.
 */
public final class LastingLogManager extends LogManager {

  /** Called by {@link LogManager}. */
  public LastingLogManager() {}

  @Override
  public void reset() {
    // the JDK calls this when the process ends, and before it reads a configuration
  }
}
