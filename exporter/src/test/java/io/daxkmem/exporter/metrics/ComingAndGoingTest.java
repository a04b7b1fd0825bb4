package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.Footprint;
import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.exporter.SysfsTree;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collector keeps nothing of removed devices. {@code -Ddax-kmem.scrapes=100000} runs as many
 * scrapes as two weeks have.
 */
class ComingAndGoingTest {
  private static final int SCRAPES = Integer.getInteger("dax-kmem.scrapes", 600);

  /** Turns off the log, which each broken device would write to. */
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
  void removedDevicesLeaveNoDescriptorThreadOrMemory() throws IOException {
    SysfsTree tree = RecordedSysfs.unpack("metrics/patched.sysfs", root);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(tree.regions()));
    scrape(tree, registry, SCRAPES / 4);
    Footprint before = Footprint.of(root);

    scrape(tree, registry, SCRAPES);

    Footprint after = Footprint.of(root);
    System.out.printf("%d scrapes: from %s to %s%n", SCRAPES, before, after);
    assertThat(after.files()).isNotEmpty();
    after.assertNoMoreThan(before);
  }

  /**
   * Each device is new, present for every other scrape, and sometimes breaks before it is removed.
   */
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
}
