package io.daxkmem.exporter.cli;

import org.jspecify.annotations.Nullable;

/** The command line is wrong; the message says what to do. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UsageException(@Nullable String message) {
    super(message);
  }
}
