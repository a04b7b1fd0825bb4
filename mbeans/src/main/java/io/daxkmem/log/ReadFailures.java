package io.daxkmem.log;

import static io.daxkmem.log.Field.field;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Logs a read failure once, again when its cause changes, and once more when reading works again;
 * at {@code debug} every time.
 */
public final class ReadFailures {
  private static final Log LOG = new Log(ReadFailures.class);

  private final Map<String, String> reasons = new HashMap<>();

  /**
   * Logs the failure, unless the last one for the same thing had the same cause.
   *
   * @param what names the device or the list of devices
   */
  public synchronized void failed(String what, Exception failure) {
    String reason = failure.toString();
    if (!reason.equals(reasons.put(what, reason))) {
      LOG.warn("cannot be read", field("what", what), field("error", reason));
    } else {
      LOG.debug("still cannot be read", field("what", what), field("error", reason));
    }
  }

  /** Logs the recovery, if the last attempt failed. */
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
