package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates files under a folder, laid out like sysfs. */
public record SysfsTree(Path root) {
  public static final String DEVICE = "bus/dax/devices/dax0.0/";
  public static final String MEMORY = "devices/system/memory/";

  /** Adds a device with the memory blocks 32 and 33, without any file that shows their states. */
  public SysfsTree device(String driver) throws IOException {
    return link(DEVICE + "driver", "../../../../bus/dax/drivers/" + driver)
        .file(DEVICE + "size", "268435456\n")
        .file(DEVICE + "target_node", "1\n")
        .file(DEVICE + "resource", "0x100000000\n")
        .file(DEVICE + "mapping", "")
        .file(DEVICE + "mapping0/start", "0x100000000\n")
        .file(DEVICE + "mapping0/end", "0x10fffffff\n")
        .file(MEMORY + "block_size_bytes", "8000000\n");
  }

  public SysfsTree block(long number, String state, String validZones) throws IOException {
    String folder = MEMORY + "memory" + number;
    return file(folder + "/state", state + "\n").file(folder + "/valid_zones", validZones + "\n");
  }

  public SysfsTree file(String path, String content) throws IOException {
    Files.writeString(inFolder(path), content);
    return this;
  }

  public SysfsTree link(String path, String target) throws IOException {
    Files.createSymbolicLink(inFolder(path), Path.of(target));
    return this;
  }

  private Path inFolder(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    return file;
  }
}
