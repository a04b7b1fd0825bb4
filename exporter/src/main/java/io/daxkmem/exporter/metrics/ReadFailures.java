package io.daxkmem.exporter.metrics;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Logs that something cannot be read: once, again when the reason changes, and when it is over. */
final class ReadFailures {
  private static final Log LOG = new Log(ReadFailures.class);

  private final Map<String, String> reasons = new HashMap<>();

  /**
   * @param what the device, or the list of devices
   */
  synchronized void failed(String what, Exception failure) {
    String reason = failure.toString();
    if (!reason.equals(reasons.put(what, reason))) {
      LOG.warn("cannot be read", field("what", what), field("error", reason));
    }
  }

  synchronized void succeeded(String what) {
    if (reasons.remove(what) != null) {
      LOG.info("can be read again", field("what", what));
    }
  }

  /** Forgets the devices that have gone. */
  synchronized void keepOnly(Set<String> present) {
    reasons.keySet().retainAll(present);
  }
}
