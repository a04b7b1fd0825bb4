package io.daxkmem.region;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds obstacles to taking a region's memory away. */
final class Surveyor {
  private final NodeMemoryReader nodes;
  private final Optional<Procfs> procfs;

  /**
   * @param procfs if empty, processes, pages and swap are not looked at
   */
  Surveyor(Sysfs sysfs, Optional<Procfs> procfs) {
    this.nodes = new NodeMemoryReader(sysfs);
    this.procfs = procfs;
  }

  /**
   * Surveys a region.
   *
   * @param progress runs whenever a part is done, as all of it may take long
   */
  Survey survey(Region region, Runnable progress) throws IOException {
    int node = region.targetNode();
    List<NodeMemory> all = nodes.read();
    List<NodeMemory> others = all.stream().filter(memory -> memory.node() != node).toList();
    return new Survey(
        all.stream().filter(memory -> memory.node() == node).findFirst(),
        others.stream().mapToLong(memory -> memory.freeBytes() + memory.droppableBytes()).sum(),
        procfs.map(Procfs::freeSwapBytes).orElse(OptionalLong.empty()),
        procfs
            .map(processes -> processes.users(node, withMemory(others), progress))
            .orElse(List.of()),
        procfs.map(Procfs::seesOthers).orElse(true),
        procfs.flatMap(
            pages -> region.blocks().flatMap(blocks -> withKernelPages(blocks, pages, progress))));
  }

  private static Set<Integer> withMemory(List<NodeMemory> nodes) {
    return nodes.stream()
        .filter(memory -> memory.totalBytes() > 0)
        .map(NodeMemory::node)
        .collect(Collectors.toSet());
  }

  /** Skips blocks in {@code ZONE_MOVABLE}, which the kernel does not use for its own pages. */
  private static Optional<List<MemoryBlock>> withKernelPages(
      MemoryBlocks blocks, Procfs pages, Runnable progress) {
    List<MemoryBlock> found = new ArrayList<>();
    try {
      for (MemoryBlock block : blocks.blocks()) {
        if (block.state() != MemoryBlock.State.OFFLINE
            && !block.isMovable()
            && pages.kernelPages(block.number() * blocks.blockSizeBytes(), blocks.blockSizeBytes())
                > 0) {
          found.add(block);
        }
        progress.run();
      }
      return Optional.of(found);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
