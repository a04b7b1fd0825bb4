package io.daxkmem.exporter.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whom a file belongs to, and who has rights to it.
 *
 * @param user the owner's number
 * @param group the group's number
 * @param mode the type and the rights, as {@code st_mode} of {@code stat(2)}
 */
record FileOwnership(long user, long group, long mode) {

  /**
   * Of a file, or of what a link leads to.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  static FileOwnership of(Path file) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, "unix:uid,gid,mode");
    return new FileOwnership(
        number(facts.get("uid")), number(facts.get("gid")), number(facts.get("mode")));
  }

  /** The JDK gives numbers of two types. */
  private static long number(Object fact) {
    return ((Number) fact).longValue();
  }
}
