package io.daxkmem.mbeans.operation;

import java.io.IOException;

/** Called for every operation requested, refused ones included. */
@FunctionalInterface
public interface OperationListener {

  /**
   * Called before an operation is tried, and not for a refused one. Must return quickly.
   *
   * @throws IOException if it must not be tried; it is then refused with this message
   */
  default void begins(BegunOperation operation) throws IOException {}

  /** Called once for each operation. Must return quickly. */
  void ended(EndedOperation operation);
}
