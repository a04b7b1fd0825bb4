package io.daxkmem.exporter.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files like the sysfs of our kernel with many regions of one range each: dax0.0, dax1.0 and so on,
 * all online_movable.
 */
public final class ManyRegions {
  private static final long BLOCK_BYTES = 128 << 20;
  private static final long FIRST_BLOCK = 32;
  private static final List<String> COUNTERS =
      List.of(
          "online",
          "online_kernel",
          "online_movable",
          "offline",
          "unplug",
          "failed",
          "refused",
          "busy_ns");

  private final Path root;
  private final int blocksEach;
  private final List<Path> attributes = new ArrayList<>();

  /** Creates the files below a folder. */
  public ManyRegions(Path root, int regions, int blocksEach) throws IOException {
    this.root = root;
    this.blocksEach = blocksEach;
    put("devices/system/memory/block_size_bytes", Long.toHexString(BLOCK_BYTES));
    for (int i = 0; i < regions; i++) {
      region(i);
    }
  }

  /** Arguments: the folder, the number of regions, and of memory blocks for each. */
  public static void main(String[] args) throws IOException {
    new ManyRegions(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  /** The root of this sysfs. */
  public Path root() {
    return root;
  }

  /** The files that a scrape reads. */
  public List<Path> attributes() {
    return List.copyOf(attributes);
  }

  /** Counts one more transition of a region. */
  public void count(int region, long busyNanos) throws IOException {
    put(folder(region) + "hotplug_stats/busy_ns", Long.toString(busyNanos));
  }

  private void region(int number) throws IOException {
    String folder = folder(number);
    long first = FIRST_BLOCK + (long) number * blocksEach;
    Path driver = root.resolve(folder + "driver");
    Files.createDirectories(driver.resolveSibling(""));
    Files.createSymbolicLink(driver, Path.of("../../../../bus/dax/drivers/kmem"));
    put(folder + "size", Long.toString(blocksEach * BLOCK_BYTES));
    put(folder + "target_node", Integer.toString(number + 1));
    put(folder + "resource", "0x" + Long.toHexString(first * BLOCK_BYTES));
    put(folder + "mapping0/start", "0x" + Long.toHexString(first * BLOCK_BYTES));
    put(folder + "mapping0/end", "0x" + Long.toHexString((first + blocksEach) * BLOCK_BYTES - 1));
    for (int block = 0; block < blocksEach; block++) {
      String memory = "devices/system/memory/memory" + (first + block) + "/";
      put(memory + "state", "online");
      put(memory + "valid_zones", "Movable");
    }
    attributes.add(put(folder + "hotplug", "online_movable"));
    for (String counter : COUNTERS) {
      attributes.add(put(folder + "hotplug_stats/" + counter, "12"));
    }
    attributes.add(put(folder + "hotplug_stats/pending", "none"));
    attributes.add(put(folder + "hotplug_stats/protected", "1"));
  }

  private static String folder(int region) {
    return "bus/dax/devices/dax" + region + ".0/";
  }

  private Path put(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.write(file, (content + "\n").getBytes(US_ASCII));
  }
}
