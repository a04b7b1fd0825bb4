package io.daxkmem.exporter.jolokia;

import static java.util.logging.Level.FINE;
import static java.util.logging.Level.WARNING;

import java.util.logging.Logger;
import org.jolokia.core.api.LogHandler;
import org.jspecify.annotations.Nullable;

/** Passes Jolokia's messages to our log. */
final class JolokiaLog implements LogHandler {
  private static final Logger LOG = Logger.getLogger(JolokiaLog.class.getName());

  @Override
  public void debug(String message) {
    LOG.log(FINE, message);
  }

  @Override
  public void info(String message) {
    LOG.log(FINE, message);
  }

  /**
   * Without an exception Jolokia only says that its classes are on the application's class path,
   * too, as those of an agent are. Ours are loaded apart.
   */
  @Override
  public void error(String message, @Nullable Throwable failure) {
    LOG.log(failure == null ? FINE : WARNING, message, failure);
  }

  /** Always false, because Jolokia would log every answer in full. */
  @Override
  public boolean isDebug() {
    return false;
  }
}
