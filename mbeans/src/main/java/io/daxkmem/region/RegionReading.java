package io.daxkmem.region;

import java.io.IOException;

/** The result of reading one of several regions: a region or an exception. */
@FunctionalInterface
public interface RegionReading {

  /**
   * The region.
   *
   * @throws IOException if it could not be read; see {@link Regions#read}
   */
  Region get() throws IOException;
}
