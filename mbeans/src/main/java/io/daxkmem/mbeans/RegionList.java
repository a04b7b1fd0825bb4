package io.daxkmem.mbeans;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.Caller;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.util.Set;

/** The MBean of all dax devices of the machine. */
record RegionList(Regions regions, Audit audit, Caller caller, Runnable rescanner)
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
