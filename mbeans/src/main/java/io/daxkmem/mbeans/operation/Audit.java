package io.daxkmem.mbeans.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Keeps a record of every operation: a line of JSON for a log, and the last hundred to be read. */
public final class Audit implements OperationListener {
  private static final int KEPT = 100;

  private final Consumer<String> log;
  private final Deque<String> kept = new ArrayDeque<>();

  /** Keeps the last hundred only. */
  public Audit() {
    this(line -> {});
  }

  /**
   * @param log takes each line, which has no newline at its end; see {@link AuditFile}
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

  /** The last hundred lines, the oldest first. */
  public synchronized String[] last() {
    return kept.toArray(String[]::new);
  }
}
