package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a read of a region reads. */
class WhatIsReadTest {
  private static final String DEVICE = "bus/dax/devices/dax0.0/";
  private static final String MEMORY = "devices/system/memory/memory";
  private static final String PROTECT = "module/kmem/parameters/protect";

  private final CountingSysfs sysfs = new CountingSysfs();
  private final Regions regions = new Regions(sysfs);

  @BeforeEach
  void protect() throws IOException {
    sysfs.write(PROTECT, "always");
  }

  @Test
  void anUnchangedRegionIsReadWithoutItsBlocks() throws IOException {
    readRegion();

    assertThat(sysfs.readsOf(this::readRegion))
        .containsExactlyInAnyOrder(
            DEVICE + "hotplug",
            DEVICE + "hotplug_stats/offline",
            DEVICE + "hotplug_stats/online",
            DEVICE + "hotplug_stats/online_kernel",
            DEVICE + "hotplug_stats/online_movable",
            DEVICE + "hotplug_stats/unplug",
            DEVICE + "hotplug_stats/failed",
            DEVICE + "hotplug_stats/refused",
            DEVICE + "hotplug_stats/busy_ns",
            DEVICE + "hotplug_stats/pending",
            DEVICE + "hotplug_stats/protected");
  }

  @Test
  void blockFilesOfAnUnchangedRegionAreClosed() throws IOException {
    readRegion();

    assertThat(sysfs.open()).isEqualTo(11);
  }

  @ParameterizedTest
  @EnumSource
  void blocksAreReadOnceAfterATransition(Transition to) throws IOException {
    readRegion();
    regions.change("dax0.0", Transition.ONLINE);
    readRegion();
    regions.change("dax0.0", Transition.OFFLINE);
    if (to != Transition.OFFLINE) {
      readRegion();
      regions.change("dax0.0", to);
    }

    assertThat(regions.read("dax0.0").blocks().orElseThrow().inUse())
        .isEqualTo(to.target().isOnline() ? 8 : 0);
    assertThat(blocksRead()).isZero();
  }

  @Test
  void blocksAreReadDuringATransition() throws Exception {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    readRegion();
    sysfs.kernel.pinPage(36);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    var change =
        thread.submit(
            () -> {
              regions.change("dax0.0", Transition.OFFLINE);
              return null;
            });

    await().until(() -> regions.read("dax0.0").blocks().orElseThrow().inUse() == 4);
    assertThat(blocksRead()).isPositive();
    sysfs.kernel.freePages(36);
    change.get();
    thread.shutdown();

    assertThat(regions.read("dax0.0").blocks().orElseThrow().inUse()).isZero();
  }

  @Test
  void blocksAreReadWhenProtectionIsTurnedOff() throws IOException {
    readRegion();
    sysfs.write(PROTECT, "never");
    assertThat(blocksRead()).isEqualTo(8);

    sysfs.write(MEMORY + "33/state", "online");
    assertThat(regions.read("dax0.0").blocks().orElseThrow().inUse()).isEqualTo(1);

    sysfs.write(PROTECT, "always");
    assertThat(blocksRead()).as("an inconsistent region").isPositive();
  }

  @Test
  void changesOfBlocksByOthersAreSeenWithoutProtection() throws IOException {
    sysfs.write(PROTECT, "never");
    readRegion();
    assertThat(blocksRead()).isZero();

    for (int block = 32; block < 40; block++) {
      sysfs.write(MEMORY + block + "/state", "online_movable");
      assertThat(regions.read("dax0.0").blocks().orElseThrow().inUse()).isEqualTo(block - 31);
    }
    assertThat(blocksRead()).as("all blocks are online").isZero();

    sysfs.write(MEMORY + "35/state", "offline");
    assertThat(regions.read("dax0.0").blocks().orElseThrow().inUse()).isEqualTo(7);
  }

  @Test
  void changesOfZonesByOthersAreSeenWithoutProtection() throws IOException {
    sysfs.write(PROTECT, "never");
    regions.change("dax0.0", Transition.ONLINE);
    assertThat(regions.read("dax0.0").blocks().orElseThrow().movable()).isZero();

    sysfs.write(MEMORY + "35/state", "offline");
    sysfs.write(MEMORY + "35/state", "online_movable");

    Region region = regions.read("dax0.0");
    assertThat(region.state()).isEqualTo(RegionState.ONLINE);
    assertThat(region.blocks().orElseThrow().movable()).isEqualTo(1);
  }

  @Test
  void blocksAreReadWithoutAProtectedAttribute() throws IOException {
    sysfs.hide("protected");

    assertThat(regions.read("dax0.0").isProtected()).isEmpty();
    assertThat(blocksRead()).isEqualTo(8);
  }

  @Test
  void filesAreReopenedAfterADeviceIsBoundAgain() throws IOException {
    readRegion();
    sysfs.bindAgain();

    assertThat(sysfs.readsOf(this::readRegion))
        .contains(DEVICE + "size", DEVICE + "driver", MEMORY + "32/state");
    assertThat(sysfs.open()).isEqualTo(11);
  }

  @Test
  void filesOfARemovedDeviceAreClosed() throws IOException {
    readRegion();
    sysfs.kernel.removeDevice("dax0.0");
    sysfs.bindAgain();

    assertThat(regions.devices()).isEmpty();
    assertThat(sysfs.open()).isZero();
    assertThatThrownBy(this::readRegion).isInstanceOf(NoSuchFileException.class);
    assertThat(sysfs.open()).isZero();
  }

  @Test
  void filesAreClosedAfterAFailedRead() throws IOException {
    readRegion();
    sysfs.bindAgain();
    sysfs.kernel.removeDevice("dax0.0");

    assertThatThrownBy(this::readRegion).isInstanceOf(NoSuchFileException.class);
    assertThat(sysfs.open()).isZero();
  }

  /** As when a scrape comes in the middle of a bind. */
  @ParameterizedTest
  @ValueSource(strings = {"hotplug", "hotplug_stats", "protected"})
  void attributesThatAreAddedLaterAreSeen(String name) throws IOException {
    sysfs.hide(name);
    assertThat(regions.read("dax0.0").isProtected()).isEmpty();

    sysfs.hide("");

    Region region = regions.read("dax0.0");
    assertThat(region.isProtected()).isPresent();
    assertThat(region.counters()).isPresent();
    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.HOTPLUG);
  }

  @Test
  void aDeviceThatIsBoundAndUnboundMeanwhileIsReadAgain() throws IOException {
    sysfs.goneWhenOpened(4);
    assertThat(regions.read("dax0.0").kernelInterface()).isEqualTo(KernelInterface.HOTPLUG);
    sysfs.bindAgain();

    sysfs.goneWhenOpened(5);
    assertThatThrownBy(this::readRegion).isInstanceOf(NoSuchFileException.class);
    assertThat(sysfs.open()).isZero();
    sysfs.goneWhenOpened(1);
    assertThatThrownBy(this::readRegion).as("one try").isInstanceOf(NoSuchFileException.class);
    readRegion();
  }

  private long blocksRead() throws IOException {
    List<String> read = sysfs.readsOf(this::readRegion);
    return read.stream().filter(path -> path.startsWith(MEMORY) && path.endsWith("/state")).count();
  }

  private void readRegion() throws IOException {
    regions.read("dax0.0");
  }
}
