package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recreates files from the output of {@code src/test/sh/record-sysfs} on a kernel. */
public final class RecordedSysfs {
  private static final String LINK = "-> ";

  private RecordedSysfs() {}

  /**
   * Creates the files below a folder.
   *
   * @param recording a resource
   */
  public static SysfsTree unpack(String recording, Path root) throws IOException {
    try (InputStream in = RecordedSysfs.class.getResourceAsStream(recording)) {
      if (in == null) {
        throw new FileNotFoundException(recording);
      }
      for (String line : new String(in.readAllBytes(), US_ASCII).lines().toList()) {
        String[] parts = line.split("\t", 2);
        Path file = root.resolve(parts[0]);
        Files.createDirectories(file.resolveSibling(""));
        if (parts[1].startsWith(LINK)) {
          Files.createSymbolicLink(file, Path.of(parts[1].substring(LINK.length())));
        } else {
          Files.writeString(file, parts[1] + "\n");
        }
      }
    }
    return new SysfsTree(root);
  }
}
