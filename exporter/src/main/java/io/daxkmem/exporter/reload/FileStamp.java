package io.daxkmem.exporter.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Detects that a file was changed or replaced, or its rights or owner.
 *
 * @param attributes as {@code stat(2)} has them; empty if there is no such file
 */
record FileStamp(Map<String, Object> attributes) {
  /** Stamps a file, which need not exist. */
  static FileStamp of(Path file) {
    try {
      return new FileStamp(Files.readAttributes(file, "unix:dev,ino,ctime,size,mode,uid,gid"));
    } catch (IOException e) {
      return new FileStamp(Map.of());
    }
  }
}
