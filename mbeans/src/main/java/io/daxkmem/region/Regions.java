package io.daxkmem.region;

import java.io.IOException;
import java.util.List;

/** The regions of a machine, read and changed through its {@link Sysfs}. */
public final class Regions {
  private final Sysfs sysfs;

  public Regions(Sysfs sysfs) {
    this.sysfs = sysfs;
  }

  /** The names of all dax devices, bound to {@code kmem} or not, sorted. */
  public List<String> devices() throws IOException {
    return sysfs.list("bus/dax/devices");
  }

  /**
   * Reads one region. Never waits for a transition.
   *
   * @throws java.nio.file.NoSuchFileException where the device has gone
   * @throws IOException where it cannot be read; says nothing about other devices
   */
  public Region read(String device) throws IOException {
    throw new UnsupportedOperationException(device);
  }

  /**
   * Asks the kernel for a transition and waits until it is complete, failed, or this thread is
   * interrupted (then the kernel rolls back, and a {@link
   * java.nio.channels.ClosedByInterruptException} is thrown).
   *
   * @throws UnsupportedOperationException where this kernel cannot do it atomically; the message
   *     names what is missing
   * @throws KernelRefusedException where the kernel refused; the region is as before
   */
  public void change(String device, Transition transition) throws IOException {
    throw new UnsupportedOperationException(device + transition);
  }

  /** Calls back when the kernel says that something about a device changed. */
  public Sysfs.Watch watch(String device, Runnable changed) throws IOException {
    return sysfs.watch("bus/dax/devices/" + device, changed);
  }
}
