package io.daxkmem.exporter;

import static io.daxkmem.log.Field.field;

import io.daxkmem.log.Log;
import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the kernel offers, for the log at start.
 *
 * @param hasBus whether the kernel has a dax bus
 * @param interfaces of the regions, such as {@code hotplug}; {@code none} if there are no regions
 * @param unseen devices whose addresses this process may not read
 */
record KernelSummary(boolean hasBus, String interfaces, List<String> unseen) {
  private static final Log LOG = new Log(KernelSummary.class);
  private static final String NONE = "none";

  /** Reads all regions, leaving out those that cannot be read. */
  static KernelSummary of(Regions regions) {
    try {
      return read(regions);
    } catch (IOException e) {
      LOG.warn("regions cannot be read yet", field("error", e));
      return new KernelSummary(true, NONE, List.of());
    }
  }

  private static KernelSummary read(Regions regions) throws IOException {
    Set<String> interfaces = new TreeSet<>();
    List<String> unseen = new ArrayList<>();
    for (Reading<Region> reading : regions.readAll(regions.kmemDevices())) {
      try {
        Region region = reading.get();
        interfaces.add(region.kernelInterface().text());
        LOG.debug(
            "region read",
            field("device", region.device()),
            field("state", region.state().text()),
            field("kernel_interface", region.kernelInterface().text()));
        if (region.blocks().isEmpty()) {
          unseen.add(region.device());
        }
      } catch (IOException e) {
        LOG.debug("a region cannot be read at the start", field("error", e));
      }
    }
    return new KernelSummary(
        regions.hasBus(), interfaces.isEmpty() ? NONE : String.join(",", interfaces), unseen);
  }
}
