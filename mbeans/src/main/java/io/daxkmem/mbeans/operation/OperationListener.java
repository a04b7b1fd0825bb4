package io.daxkmem.mbeans.operation;

/** Called for every operation requested, refused ones included. */
@FunctionalInterface
public interface OperationListener {

  /** Called once for each operation. Must return quickly. */
  void ended(EndedOperation operation);
}
