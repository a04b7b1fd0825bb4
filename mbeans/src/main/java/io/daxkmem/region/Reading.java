package io.daxkmem.region;

import java.io.IOException;

/** The result of reading one of several regions or nodes: what was read, or an exception. */
@FunctionalInterface
public interface Reading<T> {

  /**
   * What was read.
   *
   * @throws IOException if it could not be read; see {@link Regions#read}
   */
  T get() throws IOException;
}
