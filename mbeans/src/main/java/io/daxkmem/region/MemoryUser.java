package io.daxkmem.region;

import io.daxkmem.log.Visible;

/**
 * A process with memory on a node.
 *
 * @param pid its process ID
 * @param name from {@code /proc/PID/comm}, which may hold any bytes; what is not visible is escaped
 * @param bytes of its memory on the node, shared memory included
 */
public record MemoryUser(long pid, String name, long bytes) {

  public MemoryUser {
    name = Visible.text(name);
  }
}
