package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;

import io.daxkmem.log.Log;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Appends lines to a file that only its owner can read. Opens it for each line, and creates it if
 * it is not there, so that logrotate can move it away at any time.
 */
public final class AuditFile implements AuditLog {
  private static final Log LOG = new Log(AuditFile.class);
  private static final Set<PosixFilePermission> CHANGES =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private static final int MOST_MOVES = 10;

  private final Path file;

  /**
   * Creates the file if it does not exist. Warns if everybody can read it.
   *
   * @throws IOException if the file cannot be written, is not a regular file, or others than its
   *     owner can write it
   */
  public AuditFile(Path file) throws IOException {
    this.file = file;
    if (write("").contains(PosixFilePermission.OTHERS_READ)) {
      LOG.warn("everybody can read the audit file: chmod o-rwx " + file, field("file", file));
    }
  }

  @Override
  public synchronized void append(String line) throws IOException {
    for (int moves = 0; moves < MOST_MOVES; moves++) {
      try {
        write(line + "\n");
        return;
      } catch (NoSuchFileException | FileNotFoundException e) {
        // moved away just after it was created
      }
    }
    write(line + "\n");
  }

  /** Returns the file's permissions. */
  private Set<PosixFilePermission> write(String text) throws IOException {
    createIfAbsent();
    Set<PosixFilePermission> permissions = permissionsOfRegularFile();
    // opened even for no text, to see whether that is allowed; a stream and not a channel, which an
    // interrupt of this thread would close
    try (OutputStream out = Files.newOutputStream(file, APPEND, NOFOLLOW_LINKS)) {
      out.write((text.isEmpty() || endsAtLineEnd() ? text : "\n" + text).getBytes(UTF_8));
    }
    return permissions;
  }

  private void createIfAbsent() throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // it is checked before it is written
    }
  }

  /** A pipe or a device would make the writer wait, or forget the audit. */
  private Set<PosixFilePermission> permissionsOfRegularFile() throws IOException {
    PosixFileAttributes facts =
        Files.readAttributes(file, PosixFileAttributes.class, NOFOLLOW_LINKS);
    if (facts.isSymbolicLink()) {
      throw refused("it is a symbolic link: name the file that it leads to");
    }
    if (!facts.isRegularFile()) {
      throw refused("it is not a regular file: name another, or move it away");
    }
    if (!Collections.disjoint(facts.permissions(), CHANGES)) {
      throw refused("others than its owner can change it: chmod go-w " + file);
    }
    return facts.permissions();
  }

  /** False if a line was cut off, as by a full disk. */
  private boolean endsAtLineEnd() throws IOException {
    try (RandomAccessFile written = new RandomAccessFile(file.toFile(), "r")) {
      long length = written.length();
      if (length == 0) {
        return true;
      }
      written.seek(length - 1);
      return written.read() == '\n';
    }
  }

  private FileSystemException refused(String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
