package io.daxkmem.region;

/**
 * A process with memory on a node.
 *
 * @param pid its number
 * @param name its name, from {@code /proc/PID/comm}
 * @param bytes how much, shared or not
 */
public record MemoryUser(long pid, String name, long bytes) {}
