package io.daxkmem.exporter.jolokia;

import static java.util.logging.Level.FINE;
import static java.util.logging.Level.WARNING;

import java.util.logging.Logger;
import org.jolokia.core.api.LogHandler;

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

  @Override
  public void error(String message, Throwable failure) {
    LOG.log(WARNING, message, failure);
  }

  /** Always false, because Jolokia would log every answer in full. */
  @Override
  public boolean isDebug() {
    return false;
  }
}
