package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.Textfile;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileLoopTest {
  private final Regions regions = new Regions(new SimulatedSysfs(1));
  private final LogRecorder log = new LogRecorder();
  private final Thread thread;
  private final Path file;

  private final Path folder;
  private final AtomicInteger scrapes = new AtomicInteger();

  TextfileLoopTest(@TempDir Path parent) throws IOException {
    folder = Files.createDirectory(parent.resolve("textfiles"));
    file = folder.resolve("dax.prom");
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(regions));
    GaugeWithCallback.builder()
        .name("scrapes")
        .callback(gauge -> gauge.call(scrapes.incrementAndGet()))
        .register(registry);
    thread =
        new Thread(new TextfileLoop(new Textfile(file, registry), Duration.ofMillis(10)), "loop");
  }

  @BeforeEach
  void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
    log.close();
  }

  @Test
  void aChangedRegionIsWritten() throws Exception {
    await().untilAsserted(() -> assertThat(file).content().contains(state("offline")));

    regions.change("dax0.0", Transition.ONLINE_MOVABLE);

    await().untilAsserted(() -> assertThat(file).content().contains(state("online_movable")));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aMissingFolderIsLoggedOnceAndWritingResumes() throws Exception {
    await().untilAsserted(() -> assertThat(file).exists());

    Files.move(folder, folder.resolveSibling("gone"));

    int before = scrapes.get();
    await().untilAsserted(() -> assertThat(scrapes).hasValueGreaterThan(before + 3));
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("level=warn msg=\"textfile not written\"", "NoSuchFileException", "dax.prom");

    Files.createDirectory(folder);

    await().untilAsserted(() -> assertThat(file).content().contains(state("offline")));
    await().untilAsserted(() -> assertThat(log.lines()).hasSize(2));
    assertThat(log.lines().get(1)).isEqualTo("level=info msg=\"textfile written again\"");
  }

  private static String state(String state) {
    return "dax_kmem_region_state{device=\"dax0.0\",state=\"%s\"} 1.0\n".formatted(state);
  }
}
