package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;

/**
 * Reads a device by files that it holds open, for as long as they are those of the device. When
 * anything fails, the device may have been bound, unbound or resized: close it, and look anew.
 */
interface DeviceReader extends Closeable {

  /** As {@link Regions#read}. */
  Region read() throws IOException;

  /** As {@link Regions#readState}. */
  StateReading readState() throws IOException;

  @Override
  void close();
}
