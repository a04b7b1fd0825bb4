package io.daxkmem.exporter.log;

import java.util.logging.LogManager;

/**
 * Keeps logging until the process has ended. The JDK's log manager removes the handlers when the
 * shutdown begins, so interrupted operations would not be logged.
 */
public final class LastingLogManager extends LogManager {

  /** Called by {@link LogManager}. */
  public LastingLogManager() {}

  @Override
  public void reset() {
    // called by the JDK at shutdown, and before it reads a configuration
  }
}
