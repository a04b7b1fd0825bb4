package io.daxkmem.mbeans.operation;

import java.io.IOException;
import java.util.Set;

/** Keeps the {@link SettledRegions} of one boot as lines, such as a {@link SettledFile}. */
@FunctionalInterface
public interface SettledStore {

  /**
   * The lines saved last since the machine has booted; none if there are none.
   *
   * @throws IOException if that cannot be known
   */
  default Set<String> load() throws IOException {
    return Set.of();
  }

  /**
   * Replaces them.
   *
   * @throws IOException if they cannot be kept
   */
  void save(Set<String> lines) throws IOException;
}
