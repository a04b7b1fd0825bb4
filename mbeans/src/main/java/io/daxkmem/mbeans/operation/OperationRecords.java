package io.daxkmem.mbeans.operation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Writes each operation to the log and the audit, but only the number of a user's refused ones
 * beyond a limit: a client that may do nothing would fill the disk with them.
 */
public final class OperationRecords implements OperationListener {
  /** How often to call {@link #writeNumbers}. */
  public static final Duration PERIOD = RefusalLimit.PERIOD;

  private final OperationLog log = new OperationLog();
  private final Audit audit;
  private final RefusalLimit limit;

  public OperationRecords(Audit audit) {
    this(audit, System::nanoTime);
  }

  OperationRecords(Audit audit, LongSupplier nanos) {
    this.audit = audit;
    this.limit = new RefusalLimit(nanos);
  }

  @Override
  public void begins(BegunOperation operation) throws IOException {
    audit.begins(operation);
  }

  @Override
  public void ended(EndedOperation operation) {
    if (operation.outcome() == Outcome.REFUSED) {
      writeNumbers();
      if (!limit.admits(operation.requester().user())) {
        return;
      }
    }
    log.ended(operation);
    audit.ended(operation);
  }

  /** Writes how many operations were left out of the users whose period is over. */
  public void writeNumbers() {
    write(limit.over());
  }

  /** Writes how many were left out until now. */
  public void writeAllNumbers() {
    write(limit.all());
  }

  private void write(List<MoreRefused> more) {
    more.forEach(log::refused);
    more.forEach(audit::refused);
  }
}
