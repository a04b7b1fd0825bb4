package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.FaultySysfs;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.host.HostSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broken files: each fails its own region only, and is logged once. {@code
 * -Ddax-kmem.breakages=100000} sets how many are broken while they are read.
 */
class BrokenFilesTest {
  private static final int BREAKAGES = Integer.getInteger("dax-kmem.breakages", 500);
  private static final String DEVICE = "bus/dax/devices/dax0.0/";
  private static final String BLOCK = "devices/system/memory/memory33/";

  /** Without the pipe, which takes seconds until it counts as hanging. */
  private static final Set<Breakage> QUICK = EnumSet.complementOf(EnumSet.of(Breakage.A_PIPE));

  @TempDir Path root;
  @TempDir Path outside;

  static Stream<Arguments> quickBreakages() {
    return Stream.of(
            each("patched", DEVICE + "size", QUICK),
            each("patched", DEVICE + "target_node", EnumSet.of(Breakage.EMPTY, Breakage.A_FOLDER)),
            each("patched", DEVICE + "resource", QUICK),
            each("patched", DEVICE + "mapping0/start", QUICK),
            each("patched", DEVICE + "mapping0/end", QUICK),
            each("patched", BLOCK + "state", without(QUICK, Breakage.GONE)),
            each("patched", BLOCK + "valid_zones", EnumSet.of(Breakage.GONE, Breakage.A_FOLDER)),
            breakages().filter(of -> QUICK.contains((Breakage) of.get()[2])))
        .flatMap(cases -> cases);
  }

  /** Files that every scrape reads. */
  static Stream<Arguments> breakages() {
    return Stream.of(
            each("patched", DEVICE + "hotplug", without(QUICK, Breakage.GONE)),
            each("patched", DEVICE + "hotplug_stats/online", QUICK),
            each("patched", DEVICE + "hotplug_stats/failed", EnumSet.allOf(Breakage.class)),
            each("patched", DEVICE + "hotplug_stats/busy_ns", QUICK),
            each("patched", DEVICE + "hotplug_stats/pending", QUICK),
            each("stock", DEVICE + "size", EnumSet.allOf(Breakage.class)),
            each("stock", DEVICE + "mapping0/start", QUICK),
            each("stock", DEVICE + "mapping0/end", QUICK),
            each("stock", BLOCK + "state", without(EnumSet.allOf(Breakage.class), Breakage.GONE)),
            each("stock", BLOCK + "valid_zones", EnumSet.of(Breakage.GONE, Breakage.BINARY)))
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> each(String kernel, String file, Set<Breakage> breakages) {
    return breakages.stream().map(breakage -> Arguments.of(kernel, file, breakage));
  }

  private static Set<Breakage> without(Set<Breakage> all, Breakage but) {
    Set<Breakage> others = EnumSet.copyOf(all);
    others.remove(but);
    return others;
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("quickBreakages")
  void aFileBrokenFromTheStartFailsItsRegionOnly(String kernel, String file, Breakage breakage)
      throws IOException {

    Scrape good = Scrape.of(collector(unpack(kernel)));
    Path broken = root.resolve(file);
    Path copy = copy(broken);
    breakage.happenTo(broken);

    assertOnlyThatRegionIsDown(collector(new HostSysfs(root)), good);

    breakage.mend(broken, copy);
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @MethodSource("breakages")
  void aFileBrokenLaterFailsItsRegionOnly(String kernel, String file, Breakage breakage)
      throws IOException {
    Sysfs held = unpack(kernel);
    DaxKmemCollector collector = collector(breakage.isInPlace() ? held : lookedUpEachTime(held));
    Scrape good = Scrape.of(collector);
    Path broken = root.resolve(file);
    Path copy = copy(broken);
    breakage.happenTo(broken);
    assertOnlyThatRegionIsDown(collector, good);

    breakage.mend(broken, copy);

    try (LogRecorder log = new LogRecorder()) {
      await().untilAsserted(() -> assertSameRegions(Scrape.of(collector), good));
      assertThat(log.lines()).containsExactly("level=info msg=\"can be read again\" what=dax0.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"patched", "stock"})
  void filesBrokenWhileReadFailTheirRegionOnly(String kernel) throws Exception {
    DaxKmemCollector collector = collector(lookedUpEachTime(unpack(kernel)));
    Scrape good = Scrape.of(collector);
    List<String> files =
        breakages()
            .map(Arguments::get)
            .filter(of -> of[0].equals(kernel))
            .map(of -> (String) of[1])
            .filter(file -> !file.endsWith("/hotplug") && !file.startsWith(BLOCK))
            .distinct()
            .toList();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> breaking =
        thread.submit(
            () -> {
              breakAndMend(files);
              return null;
            });
    int down = 0;
    int up = 0;

    try (LogRecorder log = new LogRecorder()) {
      while (!breaking.isDone()) {
        Scrape scrape = Scrape.of(collector);
        assertSame(scrape, good, "dax1.0");
        assertSame(scrape, good, "dax2.0");
        if (scrape.text().contains(up(0, 0))) {
          assertThat(scrape.samples("dax0.0")).hasSize(1);
          down++;
        } else {
          assertSame(scrape, good, "dax0.0");
          up++;
        }
      }
      assertThat(log.lines()).allSatisfy(line -> assertThat(line).contains("what=dax0.0"));
    } finally {
      thread.shutdownNow();
    }
    breaking.get();

    assertThat(down).isPositive();
    assertThat(up).isPositive();
    assertSameRegions(Scrape.of(collector), good);
  }

  private void breakAndMend(List<String> files) throws IOException {
    Random random = new Random(1);
    List<Breakage> breakages = List.copyOf(QUICK);
    for (int i = 0; i < BREAKAGES; i++) {
      Path file = root.resolve(files.get(random.nextInt(files.size())));
      Breakage breakage = breakages.get(random.nextInt(breakages.size()));
      Path copy = copy(file);
      breakage.happenTo(file);
      breakage.mend(file, copy);
    }
  }

  /** A newer kernel may have states that this exporter does not know. */
  @Test
  void anUnrecognisedStateIsUnknown() throws IOException {
    DaxKmemCollector collector =
        new DaxKmemCollector(
            RecordedSysfs.unpack("metrics/patched.sysfs", root)
                .file("dax0.0", "hotplug", "asleep")
                .regions());

    assertThat(Scrape.of(collector).text())
        .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"unknown\"} 1.0\n", up(0, 1));
  }

  private static void assertOnlyThatRegionIsDown(DaxKmemCollector collector, Scrape good)
      throws IOException {
    try (LogRecorder log = new LogRecorder()) {
      for (int i = 0; i < 3; i++) {
        Scrape scrape = Scrape.of(collector);

        assertThat(scrape.samples("device=\"dax0.0\"")).containsExactly(up(0, 0).strip());
        assertSame(scrape, good, "dax1.0");
        assertSame(scrape, good, "dax2.0");
      }
      assertThat(log.lines()).hasSize(1).first().asString().contains("what=dax0.0");
    }
  }

  private static void assertSameRegions(Scrape scrape, Scrape good) {
    assertSame(scrape, good, "device=");
  }

  private static void assertSame(Scrape scrape, Scrape good, String part) {
    assertThat(scrape.samples(part)).isNotEmpty().isEqualTo(good.samples(part));
  }

  private Sysfs unpack(String kernel) throws IOException {
    RecordedSysfs.unpack("metrics/" + kernel + ".sysfs", root);
    return new HostSysfs(root);
  }

  /**
   * Reopens files for each read. Unlike in sysfs, an open file here could still be read after its
   * removal.
   */
  private static Sysfs lookedUpEachTime(Sysfs sysfs) {
    return new FaultySysfs(sysfs);
  }

  private static DaxKmemCollector collector(Sysfs sysfs) {
    return new DaxKmemCollector(new Regions(sysfs));
  }

  private Path copy(Path file) throws IOException {
    Path copy = outside.resolve("copy");
    Files.deleteIfExists(copy);
    return Files.copy(file, copy);
  }

  private static String up(int device, int up) {
    return "dax_kmem_region_up{device=\"dax%d.0\"} %d.0\n".formatted(device, up);
  }
}
