package io.daxkmem.region;

import static io.daxkmem.region.SysfsTree.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.host.HostSysfs;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reading and changing regions through each kernel interface, on files laid out like the kernel's.
 */
class RegionsTest {
  @TempDir Path root;
  private SysfsTree tree;
  private Regions regions;

  @BeforeEach
  void setUp() {
    tree = new SysfsTree(root);
    regions = new Regions(new HostSysfs(root));
  }

  @Test
  void withoutDaxThereAreNoDevices() throws IOException {
    assertThat(regions.devices()).isEmpty();
  }

  @Test
  void stateAndCountersAreReadOnOurKernel() throws IOException {
    hotplug("online_movable").block(32, "online", "Movable").block(33, "online", "Movable");

    Region region = regions.read("dax0.0");

    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.HOTPLUG);
    assertThat(region.state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(region.pending()).contains(Transition.UNPLUG);
    assertThat(region.counters())
        .contains(
            new TransitionCounters(
                Map.of(
                    Transition.OFFLINE, 1L,
                    Transition.ONLINE, 2L,
                    Transition.ONLINE_KERNEL, 3L,
                    Transition.ONLINE_MOVABLE, 4L,
                    Transition.UNPLUG, 5L),
                6,
                7,
                8_000_000_000L));
  }

  @Test
  void theHotplugAttributeIsTrustedDuringATransition() throws IOException {
    hotplug("online_movable").block(32, "offline", "Normal Movable").block(33, "online", "Movable");

    assertThat(regions.read("dax0.0").state()).isEqualTo(RegionState.ONLINE_MOVABLE);
  }

  @Test
  void aHotplugAttributeWithoutStatsHasNoCounters() throws IOException {
    tree.device("kmem").file(DEVICE + "hotplug", "unplugged\n");

    Region region = regions.read("dax0.0");

    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.HOTPLUG);
    assertThat(region.counters()).isEmpty();
    assertThat(region.pending()).isEmpty();
  }

  @ParameterizedTest(name = "{0} with blocks {1} in {2}, {3} in {4}: {5}")
  @CsvSource({
    "unplugged, , , , , unplugged",
    "unplugged, offline, , offline, , inconsistent",
    "unplugged, online, Movable, online, Movable, inconsistent",
    "offline, offline, , offline, , offline",
    "offline, online, Normal, offline, , inconsistent",
    "offline, , , , , inconsistent",
    "online, online, Normal, online, Normal, online",
    "online, online, Movable, online, Movable, online",
    "online, online, Normal, online, Movable, online",
    "online, online, Normal, offline, , inconsistent",
    "online, online, Normal, going-offline, , inconsistent",
    "online, online, Normal, , , inconsistent",
    "online, , , , , inconsistent",
    "online_kernel, online, Normal, online, DMA32, online_kernel",
    "online_kernel, online, Normal, online, Movable, inconsistent",
    "online_movable, online, Movable, online, Movable, online_movable",
    "online_movable, online, Normal, online, Movable, inconsistent",
    "something else, online, Normal, online, Normal, unknown",
  })
  void mainlinesStateIsCheckedAgainstTheBlocks(
      String word, String first, String firstZone, String second, String secondZone, String state)
      throws IOException {
    tree.device("kmem").file(DEVICE + "state", word + "\n");
    block(32, first, firstZone);
    block(33, second, secondZone);

    Region region = regions.read("dax0.0");

    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.STATE);
    assertThat(region.state().text()).isEqualTo(state);
    assertThat(region.counters()).isEmpty();
    assertThat(regions.readState("dax0.0").state()).isEqualTo(region.state());
  }

  @ParameterizedTest(name = "blocks {0} in {1}, {2} in {3}: {4}")
  @CsvSource({
    ", , , , unplugged",
    "offline, , offline, , offline",
    "online, Movable, online, Movable, online_movable",
    "online, Normal, online, Normal, online",
    "online, Normal, online, Movable, online",
    "online, none, online, Movable, online",
    "online, Normal, offline, , inconsistent",
    "online, Normal, , , inconsistent",
    "offline, , , , inconsistent",
    "online, Normal, going-offline, , inconsistent",
  })
  void anOlderKernelsStateIsDerivedFromTheBlocks(
      String first, String firstZone, String second, String secondZone, String state)
      throws IOException {
    tree.device("kmem");
    block(32, first, firstZone);
    block(33, second, secondZone);

    Region region = regions.read("dax0.0");

    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.BLOCKS);
    assertThat(region.state().text()).isEqualTo(state);
    assertThat(regions.readState("dax0.0").state()).isEqualTo(region.state());
  }

  @Test
  void onlyWholeBlocksOfARangeCount() throws IOException {
    tree.device("kmem")
        .file(DEVICE + "mapping0/start", "0x100000001\n")
        .file(DEVICE + "mapping0/end", "0x117ffffff\n")
        .file(DEVICE + "mapping1/start", "0x180000000\n")
        .file(DEVICE + "mapping1/end", "0x187fffffe\n")
        .file(DEVICE + "mapping2/start", "0x140000000\n")
        .file(DEVICE + "mapping2/end", "0x147ffffff\n");
    for (long number : new long[] {32, 33, 34, 35, 39, 40, 41, 47, 48, 49}) {
      tree.block(number, "online", "Movable");
    }

    Region region = regions.read("dax0.0");

    assertThat(region.blocks().orElseThrow().blocks())
        .extracting(MemoryBlock::number)
        .containsExactly(33L, 34L, 40L);
    assertThat(region.state()).isEqualTo(RegionState.ONLINE_MOVABLE);
  }

  @Test
  void aBlockGoingOfflineCountsAsOnline() throws IOException {
    tree.device("kmem");
    block(32, "going-offline", "");
    block(33, "offline", "");

    assertThat(regions.read("dax0.0").blocks().orElseThrow().onlineBytes()).isEqualTo(128L << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"device_dax", ""})
  void aDeviceNotBoundToKmemHasOnlyItsFacts(String driver) throws IOException {
    tree.device("kmem");
    Files.delete(root.resolve(DEVICE + "driver"));
    if (!driver.isEmpty()) {
      tree.link(DEVICE + "driver", "../../../../bus/dax/drivers/" + driver);
    }

    Region region = regions.read("dax0.0");

    assertThat(region)
        .returns(driver, Region::driver)
        .returns(false, Region::isKmem)
        .returns(RegionState.UNKNOWN, Region::state)
        .returns(1, Region::targetNode)
        .returns(OptionalLong.of(0x1_0000_0000L), Region::resource)
        .returns(256L << 20, Region::sizeBytes);
  }

  @Test
  void aDeviceMayBelongToNoNode() throws IOException {
    tree.device("kmem");
    Files.delete(root.resolve(DEVICE + "target_node"));

    assertThat(regions.read("dax0.0").targetNode()).isEqualTo(-1);
  }

  @Test
  void anUnreadableDriverHidesNoOtherDevice() throws IOException {
    tree.device("kmem")
        .file("bus/dax/devices/dax0.1/driver", "no link")
        .link("bus/dax/devices/dax1.0/driver", "../../../../bus/dax/drivers/kmem")
        .link("bus/dax/devices/dax2.0/driver", "../../../../bus/dax/drivers/device_dax");

    assertThat(regions.kmemDevices()).containsExactly("dax0.0", "dax1.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir dax1.0 && ln -s driver dax1.0/driver",
        "mkdir dax1.0 && ln -s / dax1.0/driver",
        "mkdir dax1.0 && ln -s .. dax1.0/driver",
        "mkdir dax1.0 && ln -s ../nothing dax1.0/driver",
        "mkdir dax1.0 && ln -s \"$(printf 'k\\377mem')\" dax1.0/driver",
        "mkdir -p dax1.0/driver",
        "mkdir dax1.0 && mkfifo dax1.0/driver",
        "mkdir dax1.0 && touch dax1.0/driver",
        "ln -s dax1.0 dax1.0",
        "ln -s dax2.0/driver dax1.0",
        "touch dax1.0",
        "mkfifo dax1.0",
      })
  void whateverADeviceIsTheOthersAreListedAndRead(String command) throws Exception {
    tree.device("kmem").link("bus/dax/devices/dax2.0/driver", "../../../../bus/dax/drivers/kmem");
    tree.file("bus/dax/devices/dax2.0/size", "268435456\n")
        .file("bus/dax/devices/dax2.0/resource", "0x200000000\n");
    run(command);

    assertThat(regions.kmemDevices()).containsExactly("dax0.0", "dax2.0");
    List<String> all = regions.devices();
    List<Reading<Region>> readings = regions.readAll(all);
    assertThat(all).hasSize(3).startsWith("dax0.0").endsWith("dax2.0");
    assertThat(readings.get(0).get().device()).isEqualTo("dax0.0");
    assertThatThrownBy(readings.get(1)::get).isInstanceOf(IOException.class);
    assertThat(readings.get(2).get().device()).isEqualTo("dax2.0");
    assertThatThrownBy(() -> regions.change(all.get(1), Transition.ONLINE))
        .isInstanceOfAny(IOException.class, IllegalStateException.class);
  }

  /** The kernel names its devices dax%d.%d; a label or an object name may not hold all else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir \"$(printf 'dax1\\377.0')\"",
        "mkdir \"$(printf 'dax1\\303\\251.0')\"",
        "n=\"$(printf 'dax1.0\\n.')\"; mkdir \"${n%.}\"",
        "mkdir 'dax1.0 '",
        "mkdir 'dax1*,?=:\"'",
        "mkdir \"dax1.$(printf '%0200d' 0)\"",
        "mkdir \"$(printf '\\377')\" \"$(printf '\\376')\"",
        "mkdir 'dax1.0,x=y' '*' '?' dax1 dax1. dax.0 dax-1.0 dax1.-1 dax1.0.0 xdax1.0",
        "mkdir \"$(printf 'dax1.\\331\\241')\"",
      })
  void aNameThatNoDeviceHasIsLeftOut(String command) throws Exception {
    tree.device("kmem");
    run(command);

    assertThat(regions.devices()).containsExactly("dax0.0");
    assertThat(regions.kmemDevices()).containsExactly("dax0.0");
  }

  private void run(String command) throws Exception {
    assertThat(
            new ProcessBuilder("sh", "-c", command)
                .directory(root.resolve("bus/dax/devices").toFile())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  @Test
  void readingAMissingDeviceFails() {
    assertThatThrownBy(() -> regions.read("dax0.0")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> regions.change("dax0.0", Transition.ONLINE))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> regions.watch("dax0.0", () -> {}))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "bus/dax/devices/dax0.0/size, ''",
    "bus/dax/devices/dax0.0/size, 1G",
    "bus/dax/devices/dax0.0/size, 99999999999999999999",
    "bus/dax/devices/dax0.0/size, -1",
    "bus/dax/devices/dax0.0/target_node, 99999999999",
    "bus/dax/devices/dax0.0/resource, 0x",
    "bus/dax/devices/dax0.0/mapping0/start, ''",
    "bus/dax/devices/dax0.0/mapping0/end, 0xfffffffffffffffff",
    "bus/dax/devices/dax0.0/mapping0/end, -1",
    "bus/dax/devices/dax0.0/mapping0/start, 0x-1",
    "bus/dax/devices/dax0.0/hotplug_stats/failed, ''",
    "bus/dax/devices/dax0.0/hotplug_stats/failed, -1",
    "bus/dax/devices/dax0.0/hotplug_stats/refused, -1",
    "bus/dax/devices/dax0.0/hotplug_stats/busy_ns, -9223372036854775808",
    "bus/dax/devices/dax0.0/hotplug_stats/online, -1",
    "bus/dax/devices/dax0.0/hotplug_stats/online, 18446744073709551615",
    "bus/dax/devices/dax0.0/hotplug_stats/pending, sleeping",
    "bus/dax/devices/dax0.0/hotplug_stats/pending, ''",
    "devices/system/memory/block_size_bytes, 0",
    "devices/system/memory/block_size_bytes, ''",
    "devices/system/memory/memory32/state, ''",
    "devices/system/memory/memory32/state, (ERROR-UNKNOWN-7)",
  })
  void unexpectedTextIsAnErrorNamingTheFile(String path, String content) throws IOException {
    hotplug("online").block(32, "online", "Movable").file(path, content + "\n");

    assertThatThrownBy(() -> regions.read("dax0.0"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(path)
        .hasMessageContaining("'" + content + "' is not ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bus/dax/devices/dax0.0/size",
        "bus/dax/devices/dax0.0/hotplug_stats/pending",
        "devices/system/memory/memory32/state",
      })
  void noMessageHoldsAControlCharacter(String path) throws IOException {
    hotplug("online").block(32, "online", "Movable");
    for (String end : List.of("\n", "")) {
      tree.file(path, "\u001b[2J\u000b" + end);

      assertThatThrownBy(() -> regions.read("dax0.0"))
          .hasMessageContaining("'\\u001b[2J\\u000b' is ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OFFLINE, offline",
    "ONLINE, online",
    "ONLINE_KERNEL, online_kernel",
    "ONLINE_MOVABLE, online_movable",
    "UNPLUG, unplug",
  })
  void transitionsAreWrittenToHotplug(Transition transition, String word) throws IOException {
    hotplug("");

    regions.change("dax0.0", transition);

    assertThat(root.resolve(DEVICE + "hotplug")).hasContent(word);
  }

  @ParameterizedTest
  @CsvSource({
    "ONLINE, online",
    "ONLINE_KERNEL, online_kernel",
    "ONLINE_MOVABLE, online_movable",
    "UNPLUG, unplugged",
  })
  void transitionsAreWrittenToMainlinesState(Transition transition, String word)
      throws IOException {
    tree.device("kmem").file(DEVICE + "state", "");

    regions.change("dax0.0", transition);

    assertThat(root.resolve(DEVICE + "state")).hasContent(word);
  }

  @Test
  void mainlineCannotOffline() throws IOException {
    tree.device("kmem").file(DEVICE + "state", "online\n");

    assertThatThrownBy(() -> regions.change("dax0.0", Transition.OFFLINE))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll("cannot offline", "lacks the attribute " + DEVICE + "hotplug");
    assertThat(root.resolve(DEVICE + "state")).hasContent("online");
  }

  @Test
  void anOlderKernelCannotChangeARegion() throws IOException {
    tree.device("kmem").block(32, "online", "Normal").block(33, "online", "Normal");

    assertThatThrownBy(() -> regions.change("dax0.0", Transition.UNPLUG))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("lacks the attribute " + DEVICE + "hotplug");
  }

  @Test
  void aDeviceNotBoundToKmemCannotBeChanged() throws IOException {
    tree.device("device_dax");

    assertThatThrownBy(() -> regions.change("dax0.0", Transition.ONLINE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "dax0.0 is bound to device_dax, not to kmem: first turn it into memory, with daxctl"
                + " reconfigure-device --mode=system-ram dax0.0");
  }

  private SysfsTree hotplug(String state) throws IOException {
    String stats = DEVICE + "hotplug_stats/";
    return tree.device("kmem")
        .file(DEVICE + "hotplug", state + "\n")
        .file(stats + "offline", "1\n")
        .file(stats + "online", "2\n")
        .file(stats + "online_kernel", "3\n")
        .file(stats + "online_movable", "4\n")
        .file(stats + "unplug", "5\n")
        .file(stats + "failed", "6\n")
        .file(stats + "refused", "7\n")
        .file(stats + "busy_ns", "8000000000\n")
        .file(stats + "pending", "unplug\n");
  }

  private void block(long number, String state, String zone) throws IOException {
    if (state != null) {
      tree.block(number, state, state.equals("online") ? zone : "Normal Movable");
    }
  }
}
