package io.daxkmem.log;

import static io.daxkmem.log.Field.field;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Logs that something cannot be read: once, again when the reason changes, and when it is over; at
 * {@code debug} every time.
 */
public final class ReadFailures {
  private static final Log LOG = new Log(ReadFailures.class);

  private final Map<String, String> reasons = new HashMap<>();

  /**
   * It cannot be read now.
   *
   * @param what the device, or the list of devices
   */
  public synchronized void failed(String what, Exception failure) {
    String reason = failure.toString();
    if (!reason.equals(reasons.put(what, reason))) {
      LOG.warn("cannot be read", field("what", what), field("error", reason));
    } else {
      LOG.debug("still cannot be read", field("what", what), field("error", reason));
    }
  }

  /** It can be read now. */
  public synchronized void succeeded(String what) {
    if (reasons.remove(what) != null) {
      LOG.info("can be read again", field("what", what));
    }
  }

  /** Forgets the devices that have gone. */
  public synchronized void keepOnly(Set<String> present) {
    reasons.keySet().retainAll(present);
  }
}
