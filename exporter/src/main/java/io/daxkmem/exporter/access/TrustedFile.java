package io.daxkmem.exporter.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Refuses a file that others than root and this process's user can change or replace. */
public final class TrustedFile {
  private static final int OTHERS_WRITE = 0022;

  /** In a folder with this bit only the owner of a file can replace it. */
  private static final int STICKY = 01000;

  private final ProcessIdentity process;
  private final Path path;
  private final FileOwnership facts;

  private TrustedFile(ProcessIdentity process, Path path) throws IOException {
    this.process = process;
    this.path = path;
    this.facts = FileOwnership.of(path);
  }

  /**
   * Call before it is read.
   *
   * @throws FileSystemException if others can change it or put another in its place, or it is not
   *     there
   */
  public static void check(Path file) throws IOException {
    ProcessIdentity process = ProcessIdentity.ofProcess();
    new TrustedFile(process, file).check(false);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      new TrustedFile(process, folder).check(true);
    }
  }

  private void check(boolean isFolder) throws FileSystemException {
    if (!process.trustsOwner(facts.user())) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "it belongs to user %d, who could change this machine's memory with it: chown root %s",
              facts.user(),
              path));
    }
    boolean sticky = isFolder && (facts.mode() & STICKY) != 0;
    if ((facts.mode() & OTHERS_WRITE) != 0 && !sticky) {
      throw wrong(
          "others than its owner could change this machine's memory with it: chmod go-w " + path);
    }
  }

  private FileSystemException wrong(String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
