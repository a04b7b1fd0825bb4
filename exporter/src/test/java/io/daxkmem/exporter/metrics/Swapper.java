package io.daxkmem.exporter.metrics;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The owner of a folder, who turns every temporary file in it into a link as soon as it is there.
 */
final class Swapper extends Thread {
  private final Path folder;
  private final Path target;
  private final AtomicInteger swapped = new AtomicInteger();
  private volatile boolean ended;

  /**
   * @param target what the links lead to
   */
  Swapper(Path folder, Path target) {
    super("swapper");
    this.folder = folder;
    this.target = target;
  }

  /** How many files were swapped before their writer had moved them away. */
  int swapped() {
    return swapped.get();
  }

  void end() throws InterruptedException {
    ended = true;
    join();
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        try (DirectoryStream<Path> temporary = Files.newDirectoryStream(folder, "*.tmp")) {
          for (Path file : temporary) {
            swap(file);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalStateException(e);
    }
  }

  private void swap(Path file) throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("swapper"), target);
    try {
      Files.delete(file);
      Files.move(link, file, ATOMIC_MOVE);
      swapped.incrementAndGet();
    } catch (NoSuchFileException e) {
      // the writer was faster
      Files.deleteIfExists(link);
    }
  }
}
