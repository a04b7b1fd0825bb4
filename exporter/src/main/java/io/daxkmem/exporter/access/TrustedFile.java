package io.daxkmem.exporter.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    Map<String, Object> facts = Files.readAttributes(file, "unix:uid,mode");
    if (!process.trustsOwner(number(facts.get("uid")))) {
      throw new FileSystemException(
          file.toString(),
          null,
          String.format(
              Locale.ROOT,
              "it belongs to user %d, who could change this machine's memory with it: chown root %s",
              number(facts.get("uid")),
              file));
    }
    if ((number(facts.get("mode")) & OTHERS_WRITE) != 0) {
      throw new FileSystemException(
          file.toString(),
          null,
          "others than its owner could change this machine's memory with it: chmod go-w " + file);
    }
  }

  private static long number(@Nullable Object attribute) {
    return attribute instanceof Number number ? number.longValue() : -1;
  }
}
