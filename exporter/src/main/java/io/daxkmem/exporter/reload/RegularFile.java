package io.daxkmem.exporter.reload;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a regular file from a pipe or a device, whose reader may wait for ever. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Call before a file is opened.
   *
   * @throws FileSystemException if it neither is one nor a link to one, or is not there
   */
  public static void check(Path file) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    if (facts.isDirectory()) {
      throw new FileSystemException(file.toString(), null, "it is a directory, not a file");
    }
    if (!facts.isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
  }
}
