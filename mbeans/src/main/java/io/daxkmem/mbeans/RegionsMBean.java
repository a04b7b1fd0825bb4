package io.daxkmem.mbeans;

import static javax.management.MBeanOperationInfo.ACTION;

import java.io.IOException;

/** All dax devices of the machine. */
@Description("All dax devices of the machine; each one bound to kmem has an MBean of type Region")
public interface RegionsMBean {

  @Description("Names of the dax devices bound to kmem, which turns them into ordinary memory")
  String[] getDevices() throws IOException;

  @Description("Names of the other dax devices, bound to another driver or to none")
  String[] getOtherDevices() throws IOException;

  @Description(
      "Lines of the file of wanted states that are about no region of this machine, such as node=2"
          + " online_movable")
  String[] getWantedRegionsMissing() throws IOException;

  @Description(
      "The last hundred operations that were tried and the last hundred that were refused, oldest"
          + " first: one line of JSON each, with time, user, client, region, from, to, outcome, seconds"
          + " and message. Of very many refused ones there is only their number")
  String[] getLastOperations();

  @Description(
      value = "Looks for added and removed devices now instead of at the next interval of 10 s",
      impact = ACTION)
  void rescan();
}
