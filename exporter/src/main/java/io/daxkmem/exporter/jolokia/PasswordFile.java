package io.daxkmem.exporter.jolokia;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A file whose only line is a password, and which only its owner can read. */
public final class PasswordFile {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PasswordFile() {}

  /**
   * The password.
   *
   * @throws IOException where it cannot be read, others than its owner have a right to it, or it is
   *     not one line with a password
   */
  public static String read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new FileSystemException("cannot read the password file " + file);
    }
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new FileSystemException(
          file.toString(), null, "others than its owner have rights to it: chmod 600 " + file);
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 1 || lines.get(0).isBlank()) {
      throw new FileSystemException(
          file.toString(), null, "must hold the password in one line and nothing else");
    }
    return lines.get(0);
  }
}
