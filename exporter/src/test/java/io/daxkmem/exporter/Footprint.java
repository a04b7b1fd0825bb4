package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The resources that this process holds. Growth after more of the same work is a leak.
 *
 * @param files open files below a folder, repeated if open more than once
 * @param descriptors number of open descriptors of any kind
 * @param threads live threads
 * @param heapBytes in use after a garbage collection
 */
public record Footprint(List<Path> files, int descriptors, int threads, long heapBytes) {
  /** Long enough for idle threads and connections, also of other tests, to end. */
  private static final int MOST_MORE = 5;

  private static final long MOST_MORE_HEAP = 2 << 20;

  /**
   * Measures the current footprint.
   *
   * @param root the folder whose open files are listed
   */
  public static Footprint of(Path root) throws IOException {
    List<Path> open = openFiles();
    return new Footprint(
        open.stream().filter(file -> file.startsWith(root)).toList(),
        open.size(),
        Thread.getAllStackTraces().size(),
        heap());
  }

  /** Fails if this later footprint is larger. */
  public void assertNoMoreThan(Footprint before) {
    assertThat(files).containsExactlyElementsOf(before.files);
    assertThat(descriptors - before.descriptors).as("more descriptors").isLessThan(MOST_MORE);
    assertThat(threads - before.threads).as("more threads").isLessThan(MOST_MORE);
    assertThat(heapBytes - before.heapBytes).as("more heap").isLessThan(MOST_MORE_HEAP);
  }

  private static List<Path> openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(Footprint::target).sorted().toList();
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.exists(descriptor) ? Files.readSymbolicLink(descriptor) : Path.of("closed");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The numbers, for messages. */
  @Override
  public String toString() {
    return "%d files, %d descriptors, %d threads, %d KiB of heap"
        .formatted(files.size(), descriptors, threads, heapBytes >> 10);
  }
}
