package io.daxkmem.region.wanted;

import io.daxkmem.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file with the state that each region should have. A line has a region and a state:
 *
 * <pre>
 * # region                 state
 * dax0.0                   online_movable
 * node=2                   online
 * path=/platform/hmem.3    unplugged
 * </pre>
 *
 * <p>What follows a {@code #} is a comment. The first line that selects a region counts.
 */
public final class WantedStatesFile {
  private static final int MOST_BYTES = 1 << 20;

  private WantedStatesFile() {}

  /**
   * Reads a file.
   *
   * @throws WantedStatesException if a line is wrong; names file and line and says what to do
   * @throws IOException if the file cannot be read, is not a regular file or a link to one, or has
   *     more than 1 MiB
   */
  public static WantedStates read(Path file) throws IOException {
    return new WantedStatesReader(file.toString()).read(TextFile.read(file, MOST_BYTES));
  }
}
