package io.daxkmem.mbeans.operation;

import static io.daxkmem.log.Field.field;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.log.Log;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/**
 * A file that lines are appended to. It is opened for each line, so that it can be moved away at
 * any time, as logrotate does.
 */
public final class AuditFile implements Consumer<String> {
  private static final Log LOG = new Log(AuditFile.class);

  private final Path file;

  /**
   * Makes the file, which only its owner can read, if there is none.
   *
   * @throws IOException where it cannot be written
   */
  public AuditFile(Path file) throws IOException {
    this.file = file;
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      append("");
    }
  }

  @Override
  public void accept(String line) {
    try {
      append(line + "\n");
    } catch (IOException e) {
      LOG.error("cannot write the audit", e, field("file", file), field("line", line));
    }
  }

  /** Not by a channel, which an interrupt of this thread would close. */
  private void append(String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
