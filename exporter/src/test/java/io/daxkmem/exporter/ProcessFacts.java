package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What another JVM holds, with the serial collector.
 *
 * @param descriptors open files and connections
 * @param threads live threads
 * @param heapBytes in use after a garbage collection
 */
record ProcessFacts(long descriptors, long threads, long heapBytes) {
  /** Idle threads and connections, as those of the last honest client. */
  private static final int MOST_MORE = 8;

  private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

  static ProcessFacts of(long pid) throws IOException {
    var unused = jcmd(pid, "GC.run");
    long kibibytes =
        USED.matcher(jcmd(pid, "GC.heap_info"))
            .results()
            .map(MatchResult::group)
            .mapToLong(used -> Long.parseLong(used.replaceAll(".*used |K", "")))
            .sum();
    assertThat(kibibytes).isPositive();
    return new ProcessFacts(count(pid, "fd"), count(pid, "task"), kibibytes << 10);
  }

  /** Fails if these later facts are more. */
  void assertNoMoreThan(ProcessFacts before, long moreHeapBytes) {
    assertThat(descriptors - before.descriptors).as("more descriptors").isLessThan(MOST_MORE);
    assertThat(threads - before.threads).as("more threads").isLessThan(MOST_MORE);
    assertThat(heapBytes - before.heapBytes).as("more heap").isLessThan(moreHeapBytes);
  }

  private static long count(long pid, String what) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), what))) {
      return all.count();
    }
  }

  private static String jcmd(long pid, String command) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
  }

  @Override
  public String toString() {
    return "%d descriptors, %d threads, %d KiB of heap"
        .formatted(descriptors, threads, heapBytes >> 10);
  }
}
