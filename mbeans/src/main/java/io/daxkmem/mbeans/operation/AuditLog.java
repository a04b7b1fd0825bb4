package io.daxkmem.mbeans.operation;

import java.io.IOException;

/** Keeps the lines of an audit, such as an {@link AuditFile}. */
@FunctionalInterface
public interface AuditLog {

  /**
   * Adds a line.
   *
   * @param line without a newline
   * @throws IOException if it cannot be kept
   */
  void append(String line) throws IOException;
}
