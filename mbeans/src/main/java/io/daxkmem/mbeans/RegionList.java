package io.daxkmem.mbeans;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedRegion;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;

/** The MBean of all dax devices of the machine. */
record RegionList(
    Regions regions, Supplier<WantedStates> wanted, Audit audit, Caller caller, Runnable rescanner)
    implements RegionsMBean {

  @Override
  public String[] getDevices() throws IOException {
    return regions.kmemDevices().toArray(String[]::new);
  }

  @Override
  public String[] getOtherDevices() throws IOException {
    Set<String> kmem = Set.copyOf(regions.kmemDevices());
    return regions.devices().stream()
        .filter(device -> !kmem.contains(device))
        .toArray(String[]::new);
  }

  @Override
  public String[] getWantedRegionsMissing() throws IOException {
    return wanted.get().missing(regions.readAll(regions.kmemDevices())).stream()
        .map(WantedRegion::text)
        .toArray(String[]::new);
  }

  @Override
  public String[] getLastOperations() {
    return audit.last();
  }

  @Override
  public void rescan() {
    caller
        .requester()
        .barred()
        .ifPresent(
            why -> {
              throw new SecurityException("Devices were not looked for: " + why);
            });
    rescanner.run();
  }
}
