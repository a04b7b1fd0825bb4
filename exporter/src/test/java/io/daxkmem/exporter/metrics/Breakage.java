package io.daxkmem.exporter.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Ways to break a file. */
enum Breakage {
  EMPTY(""),
  TRUNCATED("0x"),
  BINARY("\u0000\u00ff\u00fe\u0001\n"),
  OF_1_MB("1".repeat(1 << 20) + "\n"),
  GONE,
  /** Unreadable, even for root. */
  A_FOLDER {
    @Override
    void replace(Path file) throws IOException {
      Files.createDirectory(file);
    }
  },
  /** A pipe: opening it waits for a writer. */
  A_PIPE {
    @Override
    void replace(Path file) throws IOException {
      try {
        if (new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor() != 0) {
          throw new IOException("no pipe " + file);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    void mend(Path file, Path good) throws IOException {
      RandomAccessFile everybodyGoesOn = new RandomAccessFile(file.toFile(), "rw");
      try {
        super.mend(file, good);
      } finally {
        everybodyGoesOn.close();
      }
    }
  };

  private final Optional<String> content;

  Breakage() {
    content = Optional.empty();
  }

  Breakage(String content) {
    this.content = Optional.of(content);
  }

  /** Whether the file itself is changed, so that readers that hold it open see it, too. */
  boolean isInPlace() {
    return content.isPresent();
  }

  void happenTo(Path file) throws IOException {
    if (content.isPresent()) {
      Files.write(file, content.get().getBytes(ISO_8859_1));
    } else {
      Files.delete(file);
      replace(file);
    }
  }

  void replace(Path file) throws IOException {}

  /**
   * Undoes it.
   *
   * @param good the file to put back
   */
  void mend(Path file, Path good) throws IOException {
    if (Files.isDirectory(file)) {
      Files.delete(file);
    }
    Files.move(good, file, ATOMIC_MOVE);
  }
}
