package io.daxkmem.region;

import java.io.IOException;

/** The result of reading one region of several. */
@FunctionalInterface
public interface RegionReading {

  /**
   * The region as it was read.
   *
   * @throws IOException as {@link Regions#read} does
   */
  Region get() throws IOException;
}
