package io.daxkmem.exporter.metrics;

import static io.daxkmem.exporter.log.Field.fields;
import static java.util.logging.Level.INFO;
import static java.util.logging.Level.WARNING;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/** Logs that something cannot be read: once, again when the reason changes, and when it is over. */
final class ReadFailures {
  private static final Logger LOG = Logger.getLogger(ReadFailures.class.getName());

  private final Map<String, String> reasons = new HashMap<>();

  /**
   * @param what the device, or the list of devices
   */
  synchronized void failed(String what, Exception failure) {
    String reason = failure.toString();
    if (!reason.equals(reasons.put(what, reason))) {
      LOG.log(WARNING, "cannot be read", fields("what", what, "error", reason));
    }
  }

  synchronized void succeeded(String what) {
    if (reasons.remove(what) != null) {
      LOG.log(INFO, "can be read again", fields("what", what));
    }
  }

  /** Forgets the devices that have gone. */
  synchronized void keepOnly(Set<String> present) {
    reasons.keySet().retainAll(present);
  }
}
