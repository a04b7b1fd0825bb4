package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.FaultySysfs;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedSamplesTest {
  private final FaultySysfs sysfs = new FaultySysfs(new SimulatedSysfs(2));
  private final Regions regions = new Regions(sysfs);

  @TempDir Path folder;

  @Test
  void theWantedStateIsOneOfThoseThatCanBeReached() throws IOException {
    assertThat(scrape("dax0.0 unplugged").samples("wanted_state"))
        .containsExactlyInAnyOrder(
            "dax_kmem_region_wanted_state{device=\"dax0.0\",state=\"offline\"} 0.0",
            "dax_kmem_region_wanted_state{device=\"dax0.0\",state=\"online\"} 0.0",
            "dax_kmem_region_wanted_state{device=\"dax0.0\",state=\"online_kernel\"} 0.0",
            "dax_kmem_region_wanted_state{device=\"dax0.0\",state=\"online_movable\"} 0.0",
            "dax_kmem_region_wanted_state{device=\"dax0.0\",state=\"unplugged\"} 1.0");
  }

  @Test
  void asWantedComparesItWithTheState() throws IOException {
    regions.change("dax1.0", Transition.ONLINE_MOVABLE);

    assertThat(scrape("node=1 online_movable").samples("as_wanted"))
        .containsExactlyInAnyOrder(
            "dax_kmem_region_as_wanted{device=\"dax0.0\"} 0.0",
            "dax_kmem_region_as_wanted{device=\"dax1.0\"} 1.0");
  }

  @Test
  void theRegionsOfEachLineAreCounted() throws IOException {
    assertThat(scrape("dax0.0 online\nnode=1 offline\nnode=2 online").samples("wanted_regions"))
        .containsExactlyInAnyOrder(
            "dax_kmem_wanted_regions_found{state=\"online\",wanted=\"dax0.0\"} 1.0",
            "dax_kmem_wanted_regions_found{state=\"offline\",wanted=\"node=1\"} 2.0",
            "dax_kmem_wanted_regions_found{state=\"online\",wanted=\"node=2\"} 0.0");
  }

  @Test
  void noRegionIsSaidToBeMissingWhileOneCannotBeRead() throws IOException {
    sysfs.fail("bus/dax/devices/dax0.0/hotplug", new IOException("broken"));

    Scrape scrape = scrape("dax0.0 online\nnode=1 offline");

    assertThat(scrape.samples("wanted_regions"))
        .containsExactly("dax_kmem_wanted_regions_found{state=\"offline\",wanted=\"node=1\"} 1.0");
    assertThat(scrape.samples("as_wanted")).singleElement().asString().contains("dax1.0");
  }

  @Test
  void norWhileTheDevicesCannotBeListed() throws IOException {
    sysfs.fail("bus/dax/devices", new IOException("broken"));

    assertThat(scrape("dax0.0 online").samples("wanted")).isEmpty();
  }

  @Test
  void aRegionThatNobodyWantsHasNoSuchMetric() throws IOException {
    assertThat(scrape("# nothing").samples("wanted")).isEmpty();
  }

  private Scrape scrape(String lines) throws IOException {
    WantedStates wanted =
        WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
    return Scrape.of(new DaxKmemCollector(regions, () -> wanted));
  }
}
