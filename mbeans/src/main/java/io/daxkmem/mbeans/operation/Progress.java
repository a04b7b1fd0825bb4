package io.daxkmem.mbeans.operation;

import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Transition;

/**
 * The progress of an operation in memory blocks. While it is running, the blocks show it; once it
 * has ended, it is all or none.
 */
public record Progress(Operation operation, MemoryBlocks blocks) {

  public long total() {
    return blocks.possible();
  }

  public long done() {
    return operation
        .ended()
        .map(ended -> ended.outcome() == Outcome.DONE ? total() : 0)
        .orElseGet(() -> soFar(operation.to()));
  }

  public long bytesLeft() {
    return operation.isRunning() ? (total() - done()) * blocks.blockSizeBytes() : 0;
  }

  private long soFar(Transition to) {
    return switch (to) {
      case ONLINE -> blocks.inUse();
      case ONLINE_KERNEL -> blocks.inUse() - blocks.movable();
      case ONLINE_MOVABLE -> blocks.movable();
      case OFFLINE, UNPLUG -> total() - blocks.inUse();
    };
  }
}
