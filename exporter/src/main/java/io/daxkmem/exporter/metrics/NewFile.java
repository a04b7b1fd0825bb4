package io.daxkmem.exporter.metrics;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Replaces a file by a new one, atomically. The folder may belong to somebody else, who may swap
 * any file in it at any time: so the new file gets a name that cannot be guessed and its rights at
 * its creation, is written through the descriptor that created it, and no link is followed.
 */
final class NewFile {
  private static final String PERMISSIONS = "rw-r--r--";

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path file;
  private final Supplier<UUID> names;

  /**
   * @param file the file to replace
   */
  NewFile(Path file) {
    this(file, UUID::randomUUID);
  }

  /**
   * @param names the part of the new files' names that nobody can guess
   */
  NewFile(Path file, Supplier<UUID> names) {
    this.file = file;
    this.names = names;
  }

  /**
   * @throws IOException if the file cannot be written; the old one then stays
   */
  void write(Content content) throws IOException {
    Path written = file.resolveSibling(Leftovers.prefix(file) + names.get() + Leftovers.END);
    SeekableByteChannel channel =
        Files.newByteChannel(
            written,
            Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PERMISSIONS)));
    try {
      try (OutputStream out = Channels.newOutputStream(channel)) {
        content.writeTo(out);
      }
      Files.move(written, file, ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      delete(written, e);
      throw e;
    }
  }

  private static void delete(Path written, Exception why) {
    try {
      Files.deleteIfExists(written);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
