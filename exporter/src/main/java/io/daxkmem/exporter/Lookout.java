package io.daxkmem.exporter;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again whether the application has done something, for a limited time.
 *
 * @param longest how long
 */
record Lookout(Duration longest) {
  /**
   * By then an application that sets up its logging and MBean server itself has done so. Others
   * wait for their metrics and MBeans that long.
   */
  static final Lookout USUAL = new Lookout(Duration.ofSeconds(10));

  private static final long LOOK_MILLIS = 100;

  /** Waits until it is so, or the time is over. */
  void await(BooleanSupplier there) {
    long begun = System.nanoTime();
    try {
      while (!there.getAsBoolean() && System.nanoTime() - begun < longest.toNanos()) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
