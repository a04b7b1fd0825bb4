package io.daxkmem.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine. */
final class HostName {
  private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** Read from the kernel, because the JDK would ask a name server. */
  static String read() {
    try {
      return Files.readString(FILE).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
