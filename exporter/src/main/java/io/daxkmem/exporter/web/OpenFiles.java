package io.daxkmem.exporter.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How many files and connections this process may have open. */
final class OpenFiles {
  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");

  /** Linux' usual limit. */
  private static final int USUAL = 1024;

  private OpenFiles() {}

  /** Read from {@code /proc}, because the JVM's own bean for this takes long to start. */
  static int limit() {
    try {
      return LIMIT
          .matcher(Files.readString(Path.of("/proc/self/limits")))
          .results()
          .map(
              (MatchResult line) ->
                  (int) Math.min(Integer.MAX_VALUE, Long.parseLong(line.group(1))))
          .findFirst()
          .orElse(USUAL);
    } catch (IOException e) {
      return USUAL;
    }
  }
}
