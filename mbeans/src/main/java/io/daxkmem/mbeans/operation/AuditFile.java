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
 * Appends lines to a file. Opens it for each line, so that logrotate can move it away at any time.
 */
public final class AuditFile implements Consumer<String> {
  private static final Log LOG = new Log(AuditFile.class);

  private final Path file;

  /**
   * Creates the file, readable by its owner only, if it does not exist.
   *
   * @throws IOException if the file cannot be written
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

  /** Does not use a channel, because an interrupt of this thread would close it. */
  private void append(String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(text.getBytes(UTF_8));
    }
  }
}
