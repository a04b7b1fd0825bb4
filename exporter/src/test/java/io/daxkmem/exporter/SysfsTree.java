package io.daxkmem.exporter;

import io.daxkmem.region.Regions;
import io.daxkmem.region.host.HostSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files under a folder, laid out like sysfs, for cases that the simulated kernel does not have. */
public record SysfsTree(Path root) {
  private static final String DEVICES = "bus/dax/devices/";
  private static final String MEMORY = "devices/system/memory/";

  /** Reads the files like a real sysfs. */
  public Regions regions() {
    return new Regions(new HostSysfs(root));
  }

  /** Adds a device with the memory blocks 32 and 33, on a kernel that does not count. */
  public SysfsTree device(String device, String driver) throws IOException {
    return driver(device, driver)
        .file(device, "size", "268435456")
        .file(device, "target_node", "1")
        .file(device, "resource", "0x100000000")
        .file(device, "mapping0/start", "0x100000000")
        .file(device, "mapping0/end", "0x10fffffff")
        .put(MEMORY + "block_size_bytes", "8000000");
  }

  /** Binds a device, or unbinds it if the driver is empty. */
  public SysfsTree driver(String device, String driver) throws IOException {
    Path link = inFolder(DEVICES + device + "/driver");
    Files.deleteIfExists(link);
    if (!driver.isEmpty()) {
      Files.createSymbolicLink(link, Path.of("../../../../bus/dax/drivers", driver));
    }
    return this;
  }

  /** Sets state and zone of both blocks. */
  public SysfsTree blocks(String state, String zone) throws IOException {
    for (int number = 32; number < 34; number++) {
      block(number, state, zone);
    }
    return this;
  }

  /** Sets state and zone of one block. */
  public SysfsTree block(int number, String state, String zone) throws IOException {
    return put(MEMORY + "memory" + number + "/state", state)
        .put(MEMORY + "memory" + number + "/valid_zones", zone);
  }

  /** Writes a file of a device. */
  public SysfsTree file(String device, String name, String content) throws IOException {
    return put(DEVICES + device + "/" + name, content);
  }

  /** Removes a file of a device. */
  public SysfsTree without(String device, String name) throws IOException {
    Files.delete(root.resolve(DEVICES + device + "/" + name));
    return this;
  }

  private SysfsTree put(String path, String content) throws IOException {
    Files.writeString(inFolder(path), content + "\n");
    return this;
  }

  private Path inFolder(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    return file;
  }
}
