package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** How many files and connections this process may have open. */
public final class OpenFiles {
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");

  private OpenFiles() {}

  /**
   * Read from {@code /proc/self/limits}, because the JVM's own bean for this takes long to start.
   * Empty if it cannot be read.
   */
  public static OptionalInt limit() {
    try {
      return LIMIT
          .matcher(Files.readString(Path.of("/proc/self/limits")))
          .results()
          .mapToInt(line -> (int) Math.min(Integer.MAX_VALUE, Long.parseLong(line.group(1))))
          .findFirst();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}
