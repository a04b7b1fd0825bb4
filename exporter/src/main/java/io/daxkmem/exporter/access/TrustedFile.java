package io.daxkmem.exporter.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses a file that others than root and this process's user can change. */
public final class TrustedFile {
  private static final int OTHERS_WRITE = 0022;

  private TrustedFile() {}

  /**
   * Call before it is read.
   *
   * @throws FileSystemException if others can change it, or it is not there
   */
  public static void check(Path file) throws IOException {
    ProcessIdentity process = ProcessIdentity.ofProcess();
    FileOwnership facts = FileOwnership.of(file);
    if (!process.trustsOwner(facts.user())) {
      throw new FileSystemException(
          file.toString(),
          null,
          String.format(
              Locale.ROOT,
              "it belongs to user %d, who could change this machine's memory with it: chown root %s",
              facts.user(),
              file));
    }
    if ((facts.mode() & OTHERS_WRITE) != 0) {
      throw new FileSystemException(
          file.toString(),
          null,
          "others than its owner could change this machine's memory with it: chmod go-w " + file);
    }
  }
}
