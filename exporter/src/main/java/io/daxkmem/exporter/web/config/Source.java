package io.daxkmem.exporter.web.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.exporter.reload.FileStamps;
import io.daxkmem.exporter.reload.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a configuration file and the files it names. */
final class Source {
  /** Limits the memory that a wrong file could take. */
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private final FileStamps stamps;

  /**
   * @param stamps of the files that are read
   */
  Source(Path file, FileStamps stamps) {
    this.file = file;
    this.stamps = stamps;
  }

  String text() throws ConfigException {
    try {
      return text(file);
    } catch (IOException e) {
      throw wrong(ErrorText.reason(e));
    }
  }

  /**
   * Reads another file.
   *
   * @param name relative to the configuration file
   */
  String text(String name) throws IOException {
    try {
      return text(file.resolveSibling(name));
    } catch (IOException e) {
      throw new IOException("cannot be read: " + ErrorText.reason(e), e);
    }
  }

  ConfigException wrong(String message) {
    return new ConfigException(String.format(Locale.ROOT, "%s: %s", file, message));
  }

  /**
   * @param line from 1 on
   */
  ConfigException wrong(int line, String message) {
    return new ConfigException(String.format(Locale.ROOT, "%s:%d: %s", file, line, message));
  }

  private String text(Path path) throws IOException {
    stamps.add(path);
    RegularFile.check(path);
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than 1 MiB");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
