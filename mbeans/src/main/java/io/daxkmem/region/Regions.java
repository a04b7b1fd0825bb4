package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The regions of a machine, read and changed through its {@link Sysfs}. */
public final class Regions {
  private static final String BUS = "bus/dax";
  private static final String DEVICES = BUS + "/devices";

  private final Sysfs sysfs;
  private final Surveyor surveyor;
  private final DescriptorBudget budget = DescriptorBudget.ofThisProcess();
  private final Map<String, RegionReader> readers = new ConcurrentHashMap<>();

  /** Regions whose {@link #survey} knows nothing of processes, pages and swap. */
  public Regions(Sysfs sysfs) {
    this(sysfs, Optional.empty());
  }

  /**
   * @param procfs of the same kernel as {@code sysfs}
   */
  public Regions(Sysfs sysfs, Procfs procfs) {
    this(sysfs, Optional.of(procfs));
  }

  private Regions(Sysfs sysfs, Optional<Procfs> procfs) {
    this.sysfs = sysfs;
    this.surveyor = new Surveyor(sysfs, procfs);
  }

  /** Whether this kernel knows dax devices at all. */
  public boolean hasBus() throws IOException {
    return !sysfs.list(BUS).isEmpty();
  }

  /** The names of all dax devices, bound to {@code kmem} or not, sorted. */
  public List<String> devices() throws IOException {
    List<String> devices = sysfs.list(DEVICES);
    Set<String> present = Set.copyOf(devices);
    readers.entrySet().removeIf(reader -> hasGone(reader.getKey(), reader.getValue(), present));
    return devices;
  }

  /** The driver that a device is bound to; empty when it is unbound or has gone. */
  public String driver(String device) throws IOException {
    try {
      return sysfs.linkName(folder(device) + "/driver");
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** What the state of a device is read from; see {@link Region#kernelInterface()}. */
  public KernelInterface kernelInterface(String device) throws IOException {
    return KernelInterface.of(sysfs.list(folder(device)));
  }

  /**
   * Reads one region. Never waits for a transition; while one is under way on a kernel that does
   * not tell ({@link Region#pending()}), the state may be {@link RegionState#INCONSISTENT}.
   *
   * @throws NoSuchFileException where the device has gone
   * @throws IOException where it cannot be read, naming the file; says nothing about other devices
   */
  public Region read(String device) throws IOException {
    return reader(device).read();
  }

  /**
   * Reads only what changes with each transition; on a kernel whose attribute is never stale that
   * takes a dozen files, however many memory blocks there are.
   *
   * @throws IOException as {@link #read} does
   */
  public StateReading readState(String device) throws IOException {
    return reader(device).readState();
  }

  private static boolean hasGone(String device, RegionReader reader, Set<String> present) {
    if (present.contains(device)) {
      return false;
    }
    reader.close();
    return true;
  }

  private RegionReader reader(String device) {
    return readers.computeIfAbsent(device, name -> new RegionReader(sysfs, name, budget));
  }

  /**
   * Looks at what may stand in the way of taking a region's memory away. Goes through the memory
   * maps of all processes, so that it takes longer the more of them there are.
   *
   * @param region as it was read
   */
  public Survey survey(Region region) throws IOException {
    return surveyor.survey(region);
  }

  /**
   * Asks the kernel for a transition and waits until it is complete, failed, or this thread is
   * interrupted (then the kernel rolls back unless it was done just before, and a {@link
   * java.nio.channels.ClosedByInterruptException} is thrown, with the thread's interrupt status
   * set).
   *
   * @throws UnsupportedOperationException where this kernel cannot do it atomically; the message
   *     names what is missing
   * @throws IllegalStateException where the device is not bound to {@code kmem}
   * @throws KernelRefusedException where the kernel refused; the region is as before
   * @throws NoSuchFileException where the device has gone
   */
  public void change(String device, Transition transition) throws IOException {
    String folder = folder(device);
    List<String> files = files(folder);
    String driver = driver(device);
    if (!driver.equals(Region.KMEM)) {
      throw new IllegalStateException(
          "%s is bound to %s, not to kmem: first make memory of it, with daxctl reconfigure-device --mode=system-ram %1$s"
              .formatted(device, driver.isEmpty() ? "no driver" : driver));
    }
    switch (KernelInterface.of(files)) {
      case HOTPLUG -> sysfs.write(folder + "/hotplug", transition.text());
      case STATE -> {
        if (transition == Transition.OFFLINE) {
          throw new UnsupportedOperationException(
              "this kernel's attribute %s/state cannot offline a region and keep its memory added: unplug it, or boot a kernel with the attribute %1$s/hotplug"
                  .formatted(folder));
        }
        sysfs.write(folder + "/state", transition.target().text());
      }
      case BLOCKS ->
          throw new UnsupportedOperationException(
              "this kernel cannot change all memory blocks of %s at once: it lacks the attribute %s/hotplug"
                  .formatted(device, folder));
    }
  }

  /**
   * Calls back when the kernel says that a region changed; never on a kernel that has only {@link
   * KernelInterface#BLOCKS}. See {@link Sysfs#watch} for how.
   *
   * @throws NoSuchFileException where the device has gone
   */
  public Sysfs.Watch watch(String device, Runnable changed) throws IOException {
    String folder = folder(device);
    return switch (KernelInterface.of(files(folder))) {
      case HOTPLUG -> sysfs.watch(folder + "/hotplug", changed);
      case STATE -> sysfs.watch(folder + "/state", changed);
      case BLOCKS -> () -> {};
    };
  }

  static String folder(String device) {
    return DEVICES + "/" + device;
  }

  private List<String> files(String folder) throws IOException {
    List<String> files = sysfs.list(folder);
    if (files.isEmpty()) {
      throw new NoSuchFileException(folder);
    }
    return files;
  }
}
