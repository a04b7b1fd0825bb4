package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What another JVM holds, with the serial collector.
 *
 * @param descriptors open files and connections
 * @param threads live threads
 * @param heapBytes in use after a garbage collection
 */
public record ProcessFacts(long descriptors, long threads, long heapBytes) {
  /** Idle threads and connections, as those of the last honest client. */
  private static final int MOST_MORE = 8;

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private static final Pattern USED = Pattern.compile("generation +total \\d+K, used (\\d+)K");

  /** Runs a script with bash, which prints what it finds. */
  @FunctionalInterface
  public interface Shell {
    String run(String script) throws IOException;
  }

  /** Of a process of this machine. */
  static ProcessFacts of(long pid) throws IOException {
    return of(pid, ProcessFacts::bash);
  }

  /** Of a process of the machine that the shell belongs to, which has this JDK. */
  public static ProcessFacts of(long pid, Shell shell) throws IOException {
    List<String> counts =
        shell
            .run("ls /proc/%1$d/fd | wc -l; ls /proc/%1$d/task | wc -l".formatted(pid))
            .lines()
            .toList();
    String heap = shell.run("'%1$s' %2$d GC.run; '%1$s' %2$d GC.heap_info".formatted(JCMD, pid));
    long kibibytes =
        USED.matcher(heap).results().mapToLong(used -> Long.parseLong(used.group(1))).sum();
    assertThat(kibibytes).isPositive();
    return new ProcessFacts(
        Long.parseLong(counts.get(0)), Long.parseLong(counts.get(1)), kibibytes << 10);
  }

  /** Fails if these later facts are more. */
  public void assertNoMoreThan(ProcessFacts before, long moreHeapBytes) {
    assertThat(descriptors - before.descriptors).as("more descriptors").isLessThan(MOST_MORE);
    assertThat(threads - before.threads).as("more threads").isLessThan(MOST_MORE);
    assertThat(heapBytes - before.heapBytes).as("more heap").isLessThan(moreHeapBytes);
  }

  private static String bash(String script) throws IOException {
    Process bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    return new String(bash.getInputStream().readAllBytes(), UTF_8);
  }

  @Override
  public String toString() {
    return "%d descriptors, %d threads, %d KiB of heap"
        .formatted(descriptors, threads, heapBytes >> 10);
  }
}
