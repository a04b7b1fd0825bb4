package io.daxkmem.region;

import io.daxkmem.log.Visible;

/**
 * A process with memory on a node, or bound to it.
 *
 * @param pid its process ID
 * @param name from {@code /proc/PID/comm}, which may hold any bytes; what is not visible is escaped
 * @param bytes of its memory on the node, shared memory included
 * @param bound whether its memory policy or its cpuset keeps it, or some of its memory, from all
 *     other nodes that have memory
 */
public record MemoryUser(long pid, String name, long bytes, boolean bound) {

  public MemoryUser {
    name = Visible.text(name);
  }
}
