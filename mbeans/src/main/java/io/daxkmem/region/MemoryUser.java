package io.daxkmem.region;

/**
 * A process with memory on a node.
 *
 * @param pid its process ID
 * @param name from {@code /proc/PID/comm}
 * @param bytes of its memory on the node, shared memory included
 */
public record MemoryUser(long pid, String name, long bytes) {}
