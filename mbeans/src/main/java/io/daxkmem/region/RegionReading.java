package io.daxkmem.region;

import java.io.IOException;

/** What came of reading one region among others. */
@FunctionalInterface
public interface RegionReading {

  /**
   * The region as it was read.
   *
   * @throws IOException as {@link Regions#read} does
   */
  Region get() throws IOException;
}
