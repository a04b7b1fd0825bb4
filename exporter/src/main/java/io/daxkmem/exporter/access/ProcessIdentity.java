package io.daxkmem.exporter.access;

import com.sun.security.auth.module.UnixSystem;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The user and groups of a process.
 *
 * @param user its number
 * @param groups the numbers of all its groups
 */
record ProcessIdentity(long user, Set<Long> groups) {
  private static final long ROOT = 0;

  /** Of this process. */
  static ProcessIdentity ofProcess() {
    UnixSystem system = new UnixSystem();
    return new ProcessIdentity(
        system.getUid(),
        LongStream.concat(LongStream.of(system.getGid()), LongStream.of(system.getGroups()))
            .boxed()
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether this user or root owns a file, who could read the process's memory anyway. */
  boolean trustsOwner(long owner) {
    return owner == user || owner == ROOT;
  }

  boolean isIn(long group) {
    return groups.contains(group);
  }
}
