package io.daxkmem.mbeans.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Records every operation as a line of JSON: passes it on, to a file for instance, and keeps the
 * last hundred.
 */
public final class Audit implements OperationListener {
  private static final int KEPT = 100;

  private final Consumer<String> log;
  private final Deque<String> kept = new ArrayDeque<>();

  /** Only keeps the last hundred. */
  public Audit() {
    this(line -> {});
  }

  /**
   * Also passes each line on.
   *
   * @param log receives each line, without a newline; see {@link AuditFile}
   */
  public Audit(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public synchronized void ended(EndedOperation operation) {
    String line = AuditLine.of(operation);
    kept.addLast(line);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    log.accept(line);
  }

  /** The last hundred lines, oldest first. */
  public synchronized String[] last() {
    return kept.toArray(String[]::new);
  }
}
