package io.daxkmem.mbeans;

import static javax.management.MBeanOperationInfo.ACTION;

import java.io.IOException;

/** All dax devices of the machine. */
@Description(
    "All dax devices of the machine; those bound to kmem have an MBean of type Region each")
public interface RegionsMBean {

  @Description("Names of the dax devices bound to kmem, which makes ordinary memory of them")
  String[] getDevices() throws IOException;

  @Description("Names of the other dax devices, bound to another driver or to none")
  String[] getOtherDevices() throws IOException;

  @Description(
      "The last hundred operations that were asked for, done or not, the oldest first: a line of"
          + " JSON each, with time, user, client, region, from, to, outcome, seconds and message")
  String[] getLastOperations();

  @Description(
      value =
          "Looks for devices that have come or gone now, rather than at the next interval of 10 s",
      impact = ACTION)
  void rescan();
}
