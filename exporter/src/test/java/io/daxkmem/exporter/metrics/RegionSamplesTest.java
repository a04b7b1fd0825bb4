package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.TransitionCounters;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionSamplesTest {
  private final RegionSamples regionSamples = new RegionSamples();
  private final Samples samples = new Samples();

  @Test
  void theSamplesOfARegionAreAddedWholeOrNotAtAll() throws IOException {
    Region good = new Regions(new SimulatedSysfs(1)).read("dax0.0");
    Region bad = counting(good, new TransitionCounters(Map.of(), 0, -1, 0));

    assertThatThrownBy(() -> regionSamples.add(bad, samples))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(samples.snapshots()).isEmpty();

    regionSamples.add(good, samples);
    assertThat(samples.snapshots()).isNotEmpty();
  }

  private static Region counting(Region region, TransitionCounters counters) {
    return new Region(
        region.device(),
        region.path(),
        region.driver(),
        region.targetNode(),
        region.resource(),
        region.sizeBytes(),
        region.kernelInterface(),
        region.state(),
        region.blocks(),
        Optional.of(counters),
        region.pending(),
        region.isProtected());
  }
}
