package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import java.io.IOException;
import java.time.Instant;

/**
 * Records every operation as a line of JSON: passes it on, to a file for instance, and keeps the
 * last hundred of those that were tried and of those that were refused.
 */
public final class Audit implements OperationListener {
  private static final Log LOG = new Log(Audit.class);

  private final AuditLog log;
  private final boolean required;
  private final KeptLines kept = new KeptLines();

  /** Only keeps the last lines. */
  public Audit() {
    this(line -> {});
  }

  /** Also passes each line on. If that fails, the operation is done and the failure is logged. */
  public Audit(AuditLog log) {
    this(log, false);
  }

  /**
   * Also passes each line on.
   *
   * @param required whether an operation that cannot be recorded must not be tried. Each operation
   *     is then recorded twice, before it is tried and when it has ended.
   */
  public Audit(AuditLog log, boolean required) {
    this.log = log;
    this.required = required;
  }

  @Override
  public void begins(BegunOperation operation) throws IOException {
    if (!required) {
      return;
    }
    try {
      log.append(AuditLine.of(operation));
    } catch (IOException e) {
      throw new IOException("the audit cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void ended(EndedOperation operation) {
    add(operation.outcome(), AuditLine.of(operation));
  }

  void refused(MoreRefused more) {
    add(Outcome.REFUSED, AuditLine.of(more, Instant.now()));
  }

  private void add(Outcome outcome, String line) {
    kept.add(outcome, line);
    try {
      log.append(line);
    } catch (IOException e) {
      LOG.error("cannot write the audit", e, field("line", line));
    }
  }

  /** The last hundred lines of operations tried and the last hundred refused, oldest first. */
  public String[] last() {
    return kept.all();
  }
}
