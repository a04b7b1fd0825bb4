package io.daxkmem.region;

import java.io.IOException;

/** The kernel answered a write with an error number; nothing has changed. */
public final class KernelRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public KernelRefusedException(Errno errno, String message) {
    super(message);
    this.errno = errno;
  }

  /** The kernel's reason. */
  public Errno errno() {
    return errno;
  }
}
