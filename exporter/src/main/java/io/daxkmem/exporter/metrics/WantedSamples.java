package io.daxkmem.exporter.metrics;

import io.daxkmem.region.Region;
import io.daxkmem.region.Transition;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import java.util.List;

/** The samples of the states that regions should have. */
record WantedSamples(WantedStates wanted) {

  /**
   * Adds the samples of all regions.
   *
   * @param found those that could be read
   * @param complete whether these are all; otherwise nobody can say which are missing
   */
  void add(List<Region> found, boolean complete, Samples samples) {
    for (Region region : found) {
      wanted.of(region).ifPresent(one -> add(region, one, samples));
    }
    for (WantedRegion line : wanted.lines()) {
      long count = found.stream().filter(line::selects).count();
      if (count > 0 || complete) {
        samples.add(
            Metric.WANTED_REGIONS_FOUND, count, line.selector().text(), line.state().text());
      }
    }
  }

  private static void add(Region region, WantedRegion one, Samples samples) {
    String device = region.device();
    for (Transition to : Transition.values()) {
      samples.add(Metric.REGION_WANTED, one.to() == to ? 1 : 0, device, to.target().text());
    }
    samples.add(Metric.REGION_AS_WANTED, one.isMetBy(region.state()) ? 1 : 0, device);
  }
}
