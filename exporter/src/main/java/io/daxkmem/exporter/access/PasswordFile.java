package io.daxkmem.exporter.access;

import io.daxkmem.exporter.reload.FileStamps;
import io.daxkmem.file.TextFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file that contains only a password, and that nobody can read or change who may not know it: it
 * belongs to this process's user or to root, and only the owner has rights to it. A group of this
 * process may read it, too: Kubernetes mounts a secret like that, with mode 440.
 */
final class PasswordFile {
  private static final int MOST_BYTES = 1 << 12;
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final int OWNER = 0700;
  private static final int GROUP_READ = 0040;

  private final Path file;
  private final ProcessIdentity process;

  /**
   * @param process that reads it
   */
  PasswordFile(Path file, ProcessIdentity process) {
    this.file = file;
    this.process = process;
  }

  /**
   * Reads the password.
   *
   * @param stamps to which it adds the file
   * @throws IOException if the file cannot be read, others have rights to it, or it is not exactly
   *     one line
   */
  Password read(FileStamps stamps) throws IOException {
    stamps.add(file);
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read the password file " + file);
    }
    checkRights(FileOwnership.of(file));
    List<String> lines = TextFile.read(file, MOST_BYTES).lines().toList();
    if (lines.size() != 1 || lines.get(0).isBlank()) {
      throw wrong("must contain the password as its only line");
    }
    if (lines.get(0).chars().anyMatch(c -> Character.isISOControl(c) || c == BYTE_ORDER_MARK)) {
      throw wrong("has a control character or a byte order mark, which nobody can type: remove it");
    }
    return new Password(lines.get(0));
  }

  boolean isSameAs(PasswordFile other) throws IOException {
    return Files.isSameFile(file, other.file);
  }

  private void checkRights(FileOwnership facts) throws IOException {
    if (!process.trustsOwner(facts.user())) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "it belongs to user %d, who could change it: chown %d %s",
              facts.user(),
              process.user(),
              file));
    }
    long others = facts.mode() & 0777 & ~OWNER;
    if (others != 0 && !(others == GROUP_READ && process.isIn(facts.group()))) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "it is accessible to others than its owner: chmod 600 %s, or let only a group of this"
                  + " process read it: chmod 440 %s",
              file,
              file));
    }
  }

  /** An error that names the file. */
  FileSystemException wrong(String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
