package io.daxkmem.region;

import org.jspecify.annotations.Nullable;

/** The error numbers that a write to a region's attribute can fail with. */
public enum Errno {
  EPERM("Operation not permitted"),
  EINTR("Interrupted system call"),
  EIO("Input/output error"),
  ENOMEM("Cannot allocate memory"),
  EACCES("Permission denied"),
  EBUSY("Device or resource busy"),
  EEXIST("File exists"),
  ENODEV("No such device"),
  EINVAL("Invalid argument"),
  ENOSPC("No space left on device"),
  EROFS("Read-only file system"),
  EHWPOISON("Memory page has hardware error"),
  EOPNOTSUPP("Operation not supported"),
  /**
   * Any other error number, or one whose text is not recognised because of the process's locale.
   */
  UNKNOWN("");

  private final String text;

  Errno(String text) {
    this.text = text;
  }

  /** The error number with this text; {@link #UNKNOWN} if there is none. */
  public static Errno of(@Nullable String text) {
    for (Errno errno : values()) {
      if (errno.text.equals(text)) {
        return errno;
      }
    }
    return UNKNOWN;
  }

  /**
   * The text of {@code strerror(3)} in the C locale. Java reports only this text, not the number.
   */
  public String text() {
    return text;
  }
}
