package io.daxkmem.exporter.metrics;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The temporary files that killed programs have left beside a file. They are known by their names
 * and their age, because another program may just be writing one.
 */
final class Leftovers {
  /** Not {@code .prom}, so that node_exporter does not read a half-written file. */
  static final String END = ".tmp";

  private static final Duration OLD = Duration.ofMinutes(1);

  private final Path folder;
  private final Pattern name;

  /**
   * @param file the file that they are beside
   */
  Leftovers(Path file) {
    this.folder = file.resolveSibling("");
    this.name = Pattern.compile(Pattern.quote(prefix(file)) + "[0-9a-f-]+" + Pattern.quote(END));
  }

  /** How the names of a file's temporary files begin. */
  static String prefix(Path file) {
    return file.getFileName() + ".";
  }

  /** Deletes them, as far as that is possible: they are in nobody's way. */
  void delete() {
    Instant newest = Instant.now().minus(OLD);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, this::isNamedLikeOne)) {
      for (Path file : found) {
        deleteIfOld(file, newest);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // this folder may be written but not listed
    }
  }

  private boolean isNamedLikeOne(Path file) {
    return name.matcher(file.getFileName().toString()).matches();
  }

  private static void deleteIfOld(Path file, Instant newest) {
    try {
      BasicFileAttributes facts =
          Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
      if (facts.isRegularFile() && facts.lastModifiedTime().toInstant().isBefore(newest)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // somebody else has deleted or swapped it
    }
  }
}
