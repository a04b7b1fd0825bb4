package io.daxkmem.region;

/**
 * The memory of a NUMA node, from {@code /sys/devices/system/node/nodeN/meminfo}.
 *
 * @param node the N
 * @param totalBytes {@code MemTotal}
 * @param freeBytes {@code MemFree}
 * @param keptBytes what has no other place than memory or swap: {@code AnonPages} and {@code Shmem}
 * @param droppableBytes what the kernel can drop: the rest of {@code FilePages}, and {@code
 *     SReclaimable}
 */
public record NodeMemory(
    int node, long totalBytes, long freeBytes, long keptBytes, long droppableBytes) {

  /** Bytes that are not free. */
  public long usedBytes() {
    return totalBytes - freeBytes;
  }
}
