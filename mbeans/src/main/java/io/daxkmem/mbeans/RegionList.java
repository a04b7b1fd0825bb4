package io.daxkmem.mbeans;

import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers for all dax devices of the machine. */
record RegionList(Regions regions, Audit audit, Runnable rescanner) implements RegionsMBean {

  @Override
  public String[] getDevices() throws IOException {
    return devices(true);
  }

  @Override
  public String[] getOtherDevices() throws IOException {
    return devices(false);
  }

  @Override
  public String[] getLastOperations() {
    return audit.last();
  }

  @Override
  public void rescan() {
    rescanner.run();
  }

  private String[] devices(boolean kmem) throws IOException {
    List<String> names = new ArrayList<>();
    for (String device : regions.devices()) {
      if (regions.driver(device).equals(Region.KMEM) == kmem) {
        names.add(device);
      }
    }
    return names.toArray(String[]::new);
  }
}
