package io.daxkmem.exporter.jolokia;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Field;
import io.daxkmem.log.Log;
import io.daxkmem.mbeans.operation.MoreRefused;
import io.daxkmem.mbeans.operation.RefusalLimit;
import java.util.List;

/**
 * Logs refused requests, but only the number of a client's beyond a limit: who may do nothing at
 * all can send them without end, and would fill the disk.
 */
final class RefusalLog {
  private static final Log LOG = new Log(RefusalLog.class);

  private final RefusalLimit limit = new RefusalLimit(System::nanoTime);

  /**
   * Logs one.
   *
   * @param client its user or address, by which it is counted
   */
  void refused(String client, Field... fields) {
    writeNumbers();
    if (limit.admits(client)) {
      LOG.warn("request refused", fields);
    }
  }

  /** Logs how many were left out of the clients whose minute is over. */
  void writeNumbers() {
    write(limit.over());
  }

  /** Logs how many were left out until now. */
  void writeAllNumbers() {
    write(limit.all());
  }

  private static void write(List<MoreRefused> more) {
    more.forEach(
        one ->
            LOG.warn(
                "more requests were refused, too many to log each one",
                field("client", one.user()),
                field("requests", one.number())));
  }
}
