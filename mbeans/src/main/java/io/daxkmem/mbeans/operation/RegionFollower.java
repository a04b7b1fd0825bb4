package io.daxkmem.mbeans.operation;

import java.util.Map;

/** Follows the regions that come and go. */
@FunctionalInterface
public interface RegionFollower {

  /**
   * Called after each look for devices, one call at a time. Must return quickly.
   *
   * @param operations of each region that is there, by the name of its device
   */
  void present(Map<String, RegionOperations> operations);
}
