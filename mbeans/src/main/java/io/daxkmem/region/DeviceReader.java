package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads a device through files that it keeps open. After any failure, close the reader and create a
 * new one: the device may have been bound, unbound or resized.
 */
interface DeviceReader extends Closeable {

  /** See {@link Regions#read}. */
  Region read() throws IOException;

  /** See {@link Regions#readState}. */
  StateReading readState() throws IOException;

  @Override
  void close();
}
