package io.daxkmem.exporter.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.RecordedSysfs;
import io.daxkmem.exporter.SysfsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that hold what no kernel wrote: they cost their own region, and one line of the log. */
class BrokenFilesTest {
  private static final String DEVICE = "bus/dax/devices/dax0.0/";
  private static final Map<String, String> CONTENTS =
      Map.of(
          "empty", "",
          "truncated", "0x",
          "binary", "\u0000\u00ff\u00fe\u0001",
          "of 1 MB", "1".repeat(1 << 20));

  @TempDir Path root;

  static Stream<Arguments> broken() {
    return Stream.of(
            DEVICE + "size",
            DEVICE + "target_node",
            DEVICE + "resource",
            DEVICE + "mapping0/start",
            DEVICE + "mapping0/end",
            DEVICE + "hotplug_stats/online",
            DEVICE + "hotplug_stats/failed",
            DEVICE + "hotplug_stats/busy_ns",
            DEVICE + "hotplug_stats/pending",
            "devices/system/memory/memory33/state")
        .flatMap(file -> CONTENTS.keySet().stream().map(what -> Arguments.of(file, what)));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("broken")
  void brokenFromTheStart(String file, String what) throws IOException {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);
    write(file, CONTENTS.getOrDefault(what, ""));

    assertOnlyThatRegionIsDown(new DaxKmemCollector(new SysfsTree(root).regions()));
  }

  @Test
  void brokenLaterAndMended() throws IOException {
    DaxKmemCollector collector =
        new DaxKmemCollector(RecordedSysfs.unpack("metrics/patched.sysfs", root).regions());
    assertThat(Scrape.of(collector).text()).contains(up(0, 1), up(1, 1));

    write(DEVICE + "hotplug_stats/failed", "");
    assertOnlyThatRegionIsDown(collector);
    write(DEVICE + "hotplug_stats/failed", "0\n");

    assertThat(Scrape.of(collector).text()).contains(up(0, 1), up(1, 1));
  }

  @Test
  void anAttributeThatIsAFolder() throws IOException {
    RecordedSysfs.unpack("metrics/patched.sysfs", root);
    Files.delete(root.resolve(DEVICE + "hotplug"));
    Files.createDirectory(root.resolve(DEVICE + "hotplug"));

    assertOnlyThatRegionIsDown(new DaxKmemCollector(new SysfsTree(root).regions()));
  }

  /** The kernel may have states that this exporter does not know. */
  @Test
  void aStateThatIsNotKnownIsUnknown() throws IOException {
    DaxKmemCollector collector =
        new DaxKmemCollector(
            RecordedSysfs.unpack("metrics/patched.sysfs", root)
                .file("dax0.0", "hotplug", "asleep")
                .regions());

    assertThat(Scrape.of(collector).text())
        .contains("dax_kmem_region_state{device=\"dax0.0\",state=\"unknown\"} 1.0\n", up(0, 1));
  }

  private static void assertOnlyThatRegionIsDown(DaxKmemCollector collector) throws IOException {
    try (LogRecorder log = new LogRecorder()) {
      Scrape scrape = Scrape.of(collector);
      Scrape.of(collector);

      assertThat(scrape.samples("device=\"dax0.0\"")).containsExactly(up(0, 0).strip());
      assertThat(scrape.text()).contains(up(1, 1));
      assertThat(log.lines()).hasSize(1).first().asString().contains("what=dax0.0");
    }
  }

  private static String up(int device, int up) {
    return "dax_kmem_region_up{device=\"dax%d.0\"} %d.0\n".formatted(device, up);
  }

  private void write(String file, String content) throws IOException {
    Files.write(root.resolve(file), content.getBytes(ISO_8859_1));
  }
}
