package io.daxkmem.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

/** A text in UTF-8, in a regular file: the reader of a pipe or a device may wait for ever. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a file or what a link leads to.
   *
   * @param mostBytes limits the memory that a wrong file could take
   * @throws FileSystemException if it is not there, is not a regular file, has more bytes, or is not
   *     text in UTF-8; names the file
   */
  public static String read(Path file, int mostBytes) throws IOException {
    BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
    if (facts.isDirectory()) {
      throw wrong(file, "it is a directory, not a file");
    }
    if (!facts.isRegularFile()) {
      throw wrong(file, "it is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(mostBytes + 1);
      if (bytes.length > mostBytes) {
        throw wrong(file, String.format(Locale.ROOT, "it has more than %d KiB", mostBytes >> 10));
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw wrong(file, "it is not text in UTF-8");
    }
  }

  private static FileSystemException wrong(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
