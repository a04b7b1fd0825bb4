package io.daxkmem.region.wanted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
    return new WantedStatesReader(file.toString()).read(text(file));
  }

  private static String text(Path file) throws IOException {
    // the reader of a pipe or a device may wait for ever
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new FileSystemException(file.toString(), null, "it has more than 1 MiB");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileSystemException(file.toString(), null, "it is not text in UTF-8");
    }
  }
}
