package io.daxkmem.exporter.web.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a file was changed or replaced.
 *
 * @param file its device and inode, if the file system has them
 */
record FileStamp(@Nullable Object file, FileTime modified, long size) {
  private static final FileStamp NONE = new FileStamp(null, FileTime.fromMillis(0), -1);

  /** Stamps a file, which need not exist. */
  static FileStamp of(Path path) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new FileStamp(now.fileKey(), now.lastModifiedTime(), now.size());
    } catch (IOException e) {
      return NONE;
    }
  }
}
