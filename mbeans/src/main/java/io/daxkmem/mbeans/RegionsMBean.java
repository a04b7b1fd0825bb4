package io.daxkmem.mbeans;

import java.io.IOException;

/** All dax devices of the machine. */
@Description(
    "All dax devices of the machine; those bound to kmem have an MBean of type Region each")
public interface RegionsMBean {

  @Description("Names of the dax devices bound to kmem, which makes ordinary memory of them")
  String[] getDevices() throws IOException;

  @Description("Names of the other dax devices, bound to another driver or to none")
  String[] getOtherDevices() throws IOException;

  @Description("Looks for devices that have come or gone now, rather than at the next interval")
  void rescan();
}
