package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.exporter.SysfsTree;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is left of devices that were there once. {@code -Dscrapes=100000} makes it as long as a
 * fortnight of scrapes.
 */
class ComingAndGoingTest {
  private static final int SCRAPES = Integer.getInteger("scrapes", 600);

  /** Idle ones end by and by, those of other tests too. */
  private static final long MOST_THREADS = 5;

  private static final long MOST_HEAP_GROWTH = 2 << 20;

  /** A device that breaks is said to, which for so many would fill the log. */
  private final Logger logger = Logger.getLogger("io.daxkmem");

  @TempDir Path root;

  @BeforeEach
  void silence() {
    logger.setLevel(Level.OFF);
  }

  @AfterEach
  void speakAgain() {
    logger.setLevel(null);
  }

  @Test
  void leaveNoDescriptorThreadOrMemoryBehind() throws IOException {
    SysfsTree tree = RecordedSysfs.unpack("metrics/patched.sysfs", root);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(tree.regions()));
    scrape(tree, registry, SCRAPES / 4);
    long heap = heap();
    long threads = threads();
    List<Path> descriptors = descriptors();

    scrape(tree, registry, SCRAPES);

    assertThat(descriptors()).containsExactlyElementsOf(descriptors);
    assertThat(threads() - threads).isLessThan(MOST_THREADS);
    assertThat(heap() - heap).isLessThan(MOST_HEAP_GROWTH);
  }

  /** Each device is new, is there for one scrape of two, and sometimes breaks before it goes. */
  private void scrape(SysfsTree tree, PrometheusRegistry registry, int times) throws IOException {
    for (int i = 0; i < times; i += 2) {
      String device = "dax9." + i;
      tree.device(device, i % 4 == 0 ? "kmem" : "device_dax");
      assertThat(Scrape.of(registry).text()).contains(device);
      if (i % 3 == 0) {
        tree.file(device, "size", "");
        assertThat(Scrape.of(registry).samples("region_up")).anyMatch(up -> up.contains(device));
      }
      remove(root.resolve("bus/dax/devices/" + device));
      assertThat(Scrape.of(registry).text()).doesNotContain(device);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private List<Path> descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(ComingAndGoingTest::target)
          .filter(file -> file.startsWith(root))
          .sorted()
          .toList();
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.exists(descriptor) ? Files.readSymbolicLink(descriptor) : Path.of("gone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("dax-kmem"))
        .count();
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
