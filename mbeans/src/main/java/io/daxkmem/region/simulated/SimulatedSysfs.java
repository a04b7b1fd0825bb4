package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.MemoryFailure;
import io.daxkmem.region.Region;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A simulated kernel: the same files, rules and error numbers as the real one, for dashboards and
 * tests on machines without such memory.
 *
 * <p>Its regions have 1 GiB each and consecutive addresses from 4 GiB on, on node 1: {@code dax0.0}
 * has the memory blocks 32 to 39 of 128 MiB, {@code dax1.0} the blocks 40 to 47, and so on. An
 * added device gets the state in {@code auto_online_blocks}, which is {@code offline} at first.
 */
public final class SimulatedSysfs implements Sysfs {
  private static final String BUS = "bus/dax/";
  private static final String DEVICES = BUS + "devices/";
  private static final Pattern DEVICE = Pattern.compile("^" + DEVICES + "(dax([0-9]+)[^/]*)");
  private static final String NODE = "devices/system/node/node1/";
  private static final long FIRST_ADDRESS = 0x1_0000_0000L;
  private static final long REGION_BYTES = 1L << 30;

  private record Watched(String path, Runnable changed) {}

  private final SimulatedFiles files = new SimulatedFiles();
  private final SimulatedMemory memory = new SimulatedMemory(files);
  private final SimulatedKmem kmem;
  private final List<Watched> watches = new CopyOnWriteArrayList<>();
  private final Map<String, SimulatedDevice> devices = new HashMap<>();
  private int added;

  /**
   * Simulates our kernel.
   *
   * @param regions the number of devices at the start, each bound to {@code kmem}
   */
  public SimulatedSysfs(int regions) {
    this(regions, SimulatedKernel.PATCHED);
  }

  /**
   * Simulates one of the kernels.
   *
   * @param regions the number of devices at the start, each bound to {@code kmem}
   */
  public SimulatedSysfs(int regions, SimulatedKernel kernel) {
    kmem = new SimulatedKmem(kernel, memory, files, this::tell);
    // every bus has this file, even without devices
    files.add(BUS + "drivers_autoprobe", () -> "1");
    for (MemoryFailure outcome : MemoryFailure.values()) {
      files.add(NODE + "memory_failure/" + outcome.text(), () -> "0");
    }
    for (int i = 0; i < regions; i++) {
      addDevice("kmem");
    }
  }

  /**
   * Adds one more device.
   *
   * @param driver {@code kmem}, or {@code device_dax}, which does not turn it into memory
   * @return its name
   */
  public synchronized String addDevice(String driver) {
    String name = "dax" + added + ".0";
    String folder = DEVICES + name;
    long start = FIRST_ADDRESS + added * REGION_BYTES;
    added++;
    SimulatedDevice device = new SimulatedDevice(name, folder, memory.blocks(start, REGION_BYTES));
    devices.put(name, device);
    if (driver.equals(Region.KMEM)) {
      kmem.add(device);
    } else {
      files.add(folder + "/driver", () -> driver);
    }
    files.add(folder + "/resource", () -> "0x" + Long.toHexString(start));
    files.add(folder + "/mapping0/start", () -> "0x" + Long.toHexString(start));
    files.add(folder + "/mapping0/end", () -> "0x" + Long.toHexString(start + REGION_BYTES - 1));
    files.add(folder + "/target_node", () -> "1");
    files.add(folder + "/size", () -> Long.toString(REGION_BYTES));
    return name;
  }

  /**
   * Removes a device and its memory, whatever its state.
   *
   * @throws NoSuchFileException if there is no such device
   */
  public synchronized void removeDevice(String name) throws NoSuchFileException {
    SimulatedDevice device = devices.remove(name);
    if (device == null) {
      throw new NoSuchFileException(DEVICES + name);
    }
    files.removeFolder(device.folder());
    kmem.remove(device);
  }

  /**
   * Pins a page in a memory block, as a device would. Offlining the block then waits until it is
   * interrupted or {@link #freePages} is called.
   *
   * @param block its number
   */
  public void pinPage(long block) {
    memory.block(block).pinPage();
  }

  /**
   * Puts a page of the kernel into a memory block. Offlining the block then fails with {@link
   * Errno#EBUSY} while it is in a kernel zone.
   *
   * @param block its number
   */
  public void useForKernel(long block) {
    memory.block(block).useForKernel();
  }

  /**
   * Undoes {@link #pinPage} and {@link #useForKernel}. A waiting transition continues.
   *
   * @param block its number
   */
  public void freePages(long block) {
    memory.block(block).free();
  }

  @Override
  public String read(String path) throws IOException {
    stopIfInterrupted();
    return files.show(path);
  }

  @Override
  public Attribute open(String path) throws IOException {
    Attribute opened = files.open(path);
    return () -> {
      stopIfInterrupted();
      return opened.read();
    };
  }

  @Override
  public void write(String path, String value) throws IOException {
    stopIfInterrupted();
    try {
      files.store(path, value);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  @Override
  public List<String> list(String path) {
    return files.list(path);
  }

  @Override
  public String linkName(String path) throws IOException {
    return files.show(path);
  }

  /** Only the devices are links, each to its folder below that of its region. */
  @Override
  public String realPath(String path) throws IOException {
    if (files.list(path).isEmpty()) {
      files.show(path);
    }
    return DEVICE.matcher(path).replaceFirst("devices/platform/hmem.$2/$1");
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    files.show(path);
    Watched watched = new Watched(path, changed);
    watches.add(watched);
    return () -> watches.remove(watched);
  }

  private void tell(String path) {
    for (Watched watched : watches) {
      if (watched.path.equals(path)) {
        watched.changed.run();
      }
    }
  }

  /** Fails as a {@link java.nio.channels.FileChannel} does when interrupted. */
  private static void stopIfInterrupted() throws ClosedByInterruptException {
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException();
    }
  }
}
