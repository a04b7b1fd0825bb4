package io.daxkmem.exporter.web.config;

import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.exporter.reload.FileStamps;
import io.daxkmem.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a configuration file and the files it names. */
final class Source {
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
    return TextFile.read(path, MOST_BYTES);
  }
}
