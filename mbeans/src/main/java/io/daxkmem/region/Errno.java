package io.daxkmem.region;

import org.jspecify.annotations.Nullable;

/** The error numbers that a write to a region's attribute can bring. */
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
  EOPNOTSUPP("Operation not supported"),
  /** Any other, or one whose text is not known because of the process's locale. */
  UNKNOWN("");

  private final String text;

  Errno(String text) {
    this.text = text;
  }

  /** The error number of that text, {@link #UNKNOWN} for any other. */
  public static Errno of(@Nullable String text) {
    for (Errno errno : values()) {
      if (errno.text.equals(text)) {
        return errno;
      }
    }
    return UNKNOWN;
  }

  /** What {@code strerror(3)} says in the C locale, which is all that Java passes on. */
  public String text() {
    return text;
  }
}
