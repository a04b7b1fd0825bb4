package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the memory of all nodes from {@code /sys/devices/system/node}. */
record NodeMemoryReader(Sysfs sysfs) {
  private static final String NODES = "devices/system/node";
  private static final Pattern NODE = Pattern.compile("node(\\d+)");
  private static final Pattern LINE = Pattern.compile("Node \\d+ (\\S+):\\s+(\\d+) kB");

  List<NodeMemory> read() throws IOException {
    List<NodeMemory> nodes = new ArrayList<>();
    for (String name : sysfs.list(NODES)) {
      Matcher node = NODE.matcher(name);
      if (node.matches()) {
        addIfPresent(Integer.parseInt(node.group(1)), nodes);
      }
    }
    return nodes;
  }

  private void addIfPresent(int node, List<NodeMemory> nodes) throws IOException {
    try {
      Map<String, Long> bytes = bytes(sysfs.read(NODES + "/node" + node + "/meminfo"));
      long shared = bytes.getOrDefault("Shmem", 0L);
      nodes.add(
          new NodeMemory(
              node,
              bytes.getOrDefault("MemTotal", 0L),
              bytes.getOrDefault("MemFree", 0L),
              bytes.getOrDefault("AnonPages", 0L) + shared,
              bytes.getOrDefault("FilePages", 0L)
                  - shared
                  + bytes.getOrDefault("SReclaimable", 0L)));
    } catch (NoSuchFileException e) {
      // the node has just lost its last memory
    }
  }

  private static Map<String, Long> bytes(String meminfo) {
    return meminfo
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .collect(
            Collectors.toMap(line -> line.group(1), line -> Long.parseLong(line.group(2)) << 10));
  }
}
