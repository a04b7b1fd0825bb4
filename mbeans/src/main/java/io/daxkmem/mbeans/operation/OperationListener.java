package io.daxkmem.mbeans.operation;

/** Is told of every operation that was asked for, for counting and for keeping records. */
@FunctionalInterface
public interface OperationListener {

  /** Called once for each operation, on a thread that must not be held up. */
  void ended(EndedOperation operation);
}
