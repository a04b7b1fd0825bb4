package io.daxkmem.exporter.jolokia;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a password from a file that contains only that line and is accessible to its owner only.
 */
public final class PasswordFile {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PasswordFile() {}

  /**
   * Reads the password.
   *
   * @throws IOException if the file cannot be read, is accessible to others than its owner, or is
   *     not exactly one line
   */
  public static String read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new FileSystemException("cannot read the password file " + file);
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new FileSystemException(
          file.toString(), null, "it is accessible to others than its owner: chmod 600 " + file);
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 1 || lines.get(0).isBlank()) {
      throw new FileSystemException(
          file.toString(), null, "must contain the password as its only line");
    }
    return lines.get(0);
  }
}
