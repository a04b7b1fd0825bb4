package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.Map;

/** Reads a node's memory failures from {@code /sys/devices/system/node/nodeN/memory_failure}. */
record MemoryFailureReader(Sysfs sysfs) {

  /** See {@link Regions#memoryFailures}. */
  Map<MemoryFailure, Long> read(int node) throws IOException {
    String folder = "devices/system/node/node" + node + "/memory_failure/";
    Map<MemoryFailure, Long> pages = new EnumMap<>(MemoryFailure.class);
    try {
      for (MemoryFailure outcome : MemoryFailure.values()) {
        pages.put(outcome, AttributeFile.read(sysfs, folder + outcome.text()).count());
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return pages;
  }
}
