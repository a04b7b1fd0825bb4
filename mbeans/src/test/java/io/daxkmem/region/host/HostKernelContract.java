package io.daxkmem.region.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.KernelContract;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The contract on the kernel that this runs on; {@link HostSysfsIT} boots ours for it. */
class HostKernelContract extends KernelContract<HostSysfs> {
  HostKernelContract() {
    super(new HostSysfs(Path.of("/sys")));
  }

  @Test
  void aHeldFileHasGoneWithItsBindingThoughThereIsAnother() throws IOException {
    String hotplug = "bus/dax/devices/" + DEVICE + "/hotplug";
    regions.change(DEVICE, Transition.UNPLUG);
    assertThat(regions.read(DEVICE).counters().orElseThrow().completed(Transition.UNPLUG))
        .isPositive();
    try (Sysfs.Attribute held = sysfs.open(hotplug)) {
      assertThat(held.read()).isEqualTo("unplugged");

      sysfs.write("bus/dax/drivers/kmem/unbind", DEVICE);
      assertThat(regions.read(DEVICE)).returns(false, Region::isKmem);
      sysfs.write("bus/dax/drivers/kmem/bind", DEVICE);

      assertThatThrownBy(held::read).isInstanceOf(NoSuchFileException.class);
    }
    Region again = regions.read(DEVICE);
    assertThat(again.state()).isEqualTo(RegionState.OFFLINE);
    assertThat(again.blocks().orElseThrow().blocks()).hasSize(8);
    assertThat(again.counters().orElseThrow().completed(Transition.UNPLUG)).isZero();
  }

  @Override
  protected AutoCloseable pinPage() throws IOException {
    return HeldMemory.pinned(1);
  }
}
