package io.daxkmem.region;

/**
 * The memory of a NUMA node, from {@code /sys/devices/system/node/nodeN/meminfo}.
 *
 * @param node its number N
 * @param totalBytes {@code MemTotal}
 * @param freeBytes {@code MemFree}
 * @param keptBytes memory that can only be moved or swapped out: {@code AnonPages} and {@code
 *     Shmem}
 * @param droppableBytes memory that the kernel can drop: {@code FilePages} without {@code Shmem},
 *     and {@code SReclaimable}
 */
public record NodeMemory(
    int node, long totalBytes, long freeBytes, long keptBytes, long droppableBytes) {

  /** Total minus free bytes. */
  public long usedBytes() {
    return totalBytes - freeBytes;
  }
}
