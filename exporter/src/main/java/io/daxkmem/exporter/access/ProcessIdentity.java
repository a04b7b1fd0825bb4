package io.daxkmem.exporter.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The user and groups of a process.
 *
 * @param user its number
 * @param groups the numbers of all its groups
 */
record ProcessIdentity(long user, Set<Long> groups) {
  private static final long ROOT = 0;

  /**
   * Of this process. Asked of the kernel, because the JDK's {@code UnixSystem} knows nothing of a
   * user that has no name, as in a container or a service with a user of its own. Elsewhere than on
   * Linux only root is trusted.
   */
  static ProcessIdentity ofProcess() {
    try {
      return of(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException e) {
      return new ProcessIdentity(ROOT, Set.of());
    }
  }

  /**
   * Of a process.
   *
   * @param status its file in procfs
   */
  static ProcessIdentity of(String status) {
    return new ProcessIdentity(
        first(status, "Uid"),
        Stream.concat(Stream.of(first(status, "Gid")), numbers(status, "Groups"))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The real one of the effective, saved and file system's. */
  private static long first(String status, String name) {
    return numbers(status, name).findFirst().orElseThrow();
  }

  private static Stream<Long> numbers(String status, String name) {
    return Pattern.compile("(?m)^" + name + ":(.*)$")
        .matcher(status)
        .results()
        .flatMap(line -> Pattern.compile("\\d+").matcher(line.group(1)).results())
        .map(number -> Long.valueOf(number.group()));
  }

  /** Whether this user or root owns a file, who could read the process's memory anyway. */
  boolean trustsOwner(long owner) {
    return owner == user || owner == ROOT;
  }

  boolean isIn(long group) {
    return groups.contains(group);
  }
}
