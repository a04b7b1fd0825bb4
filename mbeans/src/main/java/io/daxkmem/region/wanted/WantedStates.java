package io.daxkmem.region.wanted;

import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The states that regions should have.
 *
 * @param lines in the order of the file; of those that select a region, the first counts
 */
public record WantedStates(List<WantedRegion> lines) {
  private static final WantedStates NONE = new WantedStates(List.of());

  public WantedStates {
    lines = List.copyOf(lines);
  }

  /** No region is in a file. */
  public static WantedStates none() {
    return NONE;
  }

  /** What is wanted of a region; empty if nothing is, or if it is not bound to {@code kmem}. */
  public Optional<WantedRegion> of(Region region) {
    return lines.stream().filter(line -> line.selects(region)).findFirst();
  }

  /**
   * The lines that select no region.
   *
   * @param readings of all regions of the machine
   * @throws IOException if one cannot be read, which may be the one
   */
  public List<WantedRegion> missing(Collection<Reading<Region>> readings) throws IOException {
    List<Region> present = new ArrayList<>(readings.size());
    for (Reading<Region> reading : readings) {
      present.add(reading.get());
    }
    return lines.stream().filter(line -> present.stream().noneMatch(line::selects)).toList();
  }
}
