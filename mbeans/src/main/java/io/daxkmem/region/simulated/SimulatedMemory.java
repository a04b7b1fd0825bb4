package io.daxkmem.region.simulated;

import io.daxkmem.region.Errno;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The state shared by all memory of a simulated kernel. */
final class SimulatedMemory {
  static final String FOLDER = "devices/system/memory/";
  static final String NODE = "devices/system/node/node";
  static final String MOVABLE = "Movable";
  static final long BLOCK_BYTES = 128L << 20;

  /** Held while a block changes. As in the kernel, there is one lock for all memory. */
  final ReentrantLock hotplugLock = new ReentrantLock();

  private final SimulatedFiles files;
  private final Map<Long, SimulatedBlock> blocks = new ConcurrentHashMap<>();
  private volatile RegionState policy = RegionState.OFFLINE;

  SimulatedMemory(SimulatedFiles files) {
    this.files = files;
    files.add(FOLDER + "block_size_bytes", () -> Long.toHexString(BLOCK_BYTES));
    files.add(FOLDER + "auto_online_blocks", () -> policy.text(), this::storePolicy);
    files.add(NODE + "0/meminfo", () -> meminfo(0, 8L << 30, 6L << 30, 1L << 30));
    files.add(NODE + "1/meminfo", () -> meminfo(1, onlineBytes(), onlineBytes(), 0));
  }

  /** The blocks of a range, added or not. */
  SimulatedBlocks blocks(long start, long bytes) {
    return new SimulatedBlocks(
        this,
        LongStream.range(start / BLOCK_BYTES, (start + bytes) / BLOCK_BYTES)
            .mapToObj(this::block)
            .toList());
  }

  /** The block with this number, added or not. */
  SimulatedBlock block(long number) {
    return blocks.computeIfAbsent(number, absent -> new SimulatedBlock(absent, files));
  }

  /** The state of added memory, as {@code auto_online_blocks} says. */
  RegionState policy() {
    return policy;
  }

  /** Handles a write to a block's {@code state}. */
  void storeBlock(SimulatedBlock block, String word, SimulatedBlocks.Owner owner)
      throws RefusedException, InterruptedException {
    Optional<String> zone = zone(onlineType(word));
    hotplugLock.lockInterruptibly();
    try {
      if (zone.isPresent() == block.isOnline()) {
        throw new RefusedException(Errno.EINVAL);
      }
      owner.beforeChange();
      if (zone.isPresent()) {
        block.online(zone.get());
      } else {
        block.offline();
      }
      owner.afterChange();
    } finally {
      hotplugLock.unlock();
    }
  }

  /** Parses a word written to a memory block's {@code state} or to {@code auto_online_blocks}. */
  private static RegionState onlineType(String word) throws RefusedException {
    return Optional.of(RegionState.of(word))
        .filter(state -> state == RegionState.OFFLINE || zone(state).isPresent())
        .orElseThrow(() -> new RefusedException(Errno.EINVAL));
  }

  /** The zone of memory in this state; empty if it is not online. */
  static Optional<String> zone(RegionState state) {
    return switch (state) {
      case ONLINE, ONLINE_KERNEL -> Optional.of("Normal");
      case ONLINE_MOVABLE -> Optional.of(MOVABLE);
      case UNPLUGGED, OFFLINE, INCONSISTENT, UNKNOWN -> Optional.empty();
    };
  }

  private long onlineBytes() {
    return BLOCK_BYTES * blocks.values().stream().filter(SimulatedBlock::isOnline).count();
  }

  private static String meminfo(int node, long total, long free, long anonymous) {
    return Stream.of(
            Map.entry("MemTotal", total),
            Map.entry("MemFree", free),
            Map.entry("FilePages", total - free - anonymous),
            Map.entry("AnonPages", anonymous),
            Map.entry("Shmem", 0L),
            Map.entry("SReclaimable", 0L))
        .map(
            entry ->
                String.format(
                    Locale.ROOT, "Node %d %s: %d kB", node, entry.getKey(), entry.getValue() >> 10))
        .collect(Collectors.joining("\n"));
  }

  private void storePolicy(String word) throws RefusedException {
    policy = onlineType(word);
  }
}
