package io.daxkmem.region;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A write that the kernel answered with an error number. */
public final class KernelRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Errno errno;

  public KernelRefusedException(Errno errno, String message) {
    super(message);
    this.errno = errno;
  }

  /**
   * Creates the exception for a failed write.
   *
   * @param reason the text of {@code strerror(3)}
   */
  public static KernelRefusedException of(String file, String value, @Nullable String reason) {
    Errno errno = Errno.of(reason);
    return new KernelRefusedException(
        errno,
        String.format(
            Locale.ROOT, "%s: the kernel refused '%s': %s (%s)", file, value, reason, errno));
  }

  /** The kernel's reason. */
  public Errno errno() {
    return errno;
  }
}
