package io.daxkmem.exporter.web.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a configuration file and the files it names, and knows which it has read. */
final class Source {
  /** Limits the memory that a wrong file could take. */
  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private final Map<Path, FileStamp> read = new LinkedHashMap<>();

  Source(Path file) {
    this.file = file;
  }

  /** The files read, or tried to read, each stamped just before. */
  Map<Path, FileStamp> read() {
    return read;
  }

  String text() throws ConfigException {
    try {
      return text(file);
    } catch (IOException e) {
      throw wrong(why(e));
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
      throw new IOException("cannot be read: " + why(e), e);
    }
  }

  ConfigException wrong(String message) {
    return new ConfigException("%s: %s".formatted(file, message));
  }

  /**
   * @param line from 1 on
   */
  ConfigException wrong(int line, String message) {
    return new ConfigException("%s:%d: %s".formatted(file, line, message));
  }

  private String text(Path path) throws IOException {
    read.put(path, FileStamp.of(path));
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than 1 MiB");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    return String.valueOf(e.getMessage());
  }
}
