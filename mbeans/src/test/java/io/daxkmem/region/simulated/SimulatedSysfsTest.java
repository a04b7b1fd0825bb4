package io.daxkmem.region.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelContract;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the contract on the simulation, and tests what only the simulation offers. */
class SimulatedSysfsTest extends KernelContract<SimulatedSysfs> {
  SimulatedSysfsTest() {
    super(new SimulatedSysfs(2));
  }

  @Override
  protected AutoCloseable pinPage() {
    sysfs.pinPage(35);
    return () -> sysfs.freePages(35);
  }

  @Test
  void regionsHaveConsecutiveAddresses() throws IOException {
    Region second = regions.read("dax1.0");

    assertThat(regions.devices()).containsExactly("dax0.0", "dax1.0");
    assertThat(second.resource()).hasValue(0x1_4000_0000L);
    assertThat(second.blocks().orElseThrow().blocks())
        .extracting(MemoryBlock::number)
        .containsExactly(40L, 41L, 42L, 43L, 44L, 45L, 46L, 47L);
  }

  @Test
  void theBusExistsWithoutDevices() throws IOException {
    Regions none = new Regions(new SimulatedSysfs(0));

    assertThat(none.devices()).isEmpty();
    assertThat(none.hasBus()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"offline", "online", "online_kernel", "online_movable"})
  void anAddedDeviceGetsTheStateOfAutoOnlineBlocks(String policy) throws IOException {
    sysfs.write("devices/system/memory/auto_online_blocks", policy);

    String added = sysfs.addDevice("kmem");

    assertThat(regions.read(added).state().text()).isEqualTo(policy);
  }

  @Test
  void aDeviceOfAnotherDriverHasNoMemoryBlocks() throws IOException {
    Region region = regions.read(sysfs.addDevice("device_dax"));

    assertThat(region.driver()).isEqualTo("device_dax");
    assertThat(region.state()).isEqualTo(RegionState.UNKNOWN);
    assertThat(region.blocks().orElseThrow().blocks()).isEmpty();
  }

  @Test
  void removingADeviceRemovesItsMemory() throws IOException {
    sysfs.removeDevice("dax1.0");

    assertThat(regions.devices()).containsExactly("dax0.0");
    assertThat(sysfs.list("devices/system/memory")).contains("memory39").doesNotContain("memory40");
    assertThatThrownBy(() -> regions.read("dax1.0")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aKernelPageKeepsItsBlockOnline() throws IOException {
    sysfs.useForKernel(35);
    regions.change(DEVICE, Transition.ONLINE);

    assertThatThrownBy(() -> regions.change(DEVICE, Transition.UNPLUG))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EBUSY));

    Region region = regions.read(DEVICE);
    assertThat(region.state()).isEqualTo(RegionState.ONLINE);
    assertThat(region.blocks().orElseThrow().onlineBytes()).isEqualTo(region.sizeBytes());
    assertThat(region.counters().orElseThrow().failed()).isEqualTo(1);
  }

  @Test
  void freeingAPinnedPageCompletesTheTransition() throws Exception {
    regions.change(DEVICE, Transition.ONLINE_MOVABLE);
    sysfs.pinPage(35);
    Thread unplug =
        new Thread(
            () -> {
              try {
                regions.change(DEVICE, Transition.UNPLUG);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    unplug.start();

    sysfs.freePages(35);
    unplug.join();

    assertThat(regions.read(DEVICE).state()).isEqualTo(RegionState.UNPLUGGED);
  }
}
