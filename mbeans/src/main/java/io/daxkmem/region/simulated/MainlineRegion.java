package io.daxkmem.region.simulated;

import static io.daxkmem.region.RegionState.UNPLUGGED;

import io.daxkmem.region.Errno;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A simulated device bound to {@code kmem} on mainline. Its {@code state} is what was last written
 * to it, whatever others have done to the blocks since.
 */
final class MainlineRegion implements SimulatedRegion {
  static final String STATE = "/state";

  private final SimulatedMemory memory;
  private final SimulatedBlocks blocks;
  private final Runnable written;

  private final ReentrantLock mutex = new ReentrantLock();
  private volatile RegionState state;

  /**
   * Adds its memory in the state that {@code auto_online_blocks} says.
   *
   * @param written called after every write that succeeds
   */
  MainlineRegion(SimulatedMemory memory, SimulatedBlocks blocks, Runnable written) {
    this.memory = memory;
    this.blocks = blocks;
    this.written = written;
    state = memory.policy();
    blocks.add();
    blocks.online(state);
  }

  @Override
  public void addAttributes(String folder, SimulatedFiles files) {
    files.add(folder + STATE, () -> state.text(), this::store);
  }

  @Override
  public void removeAttributes(String folder, SimulatedFiles files) {
    files.remove(folder + STATE);
  }

  private void store(String word) throws RefusedException, InterruptedException {
    RegionState wanted = RegionState.of(word);
    if (wanted != UNPLUGGED && !wanted.isOnline()) {
      throw new RefusedException(Errno.EINVAL);
    }
    // unlike our kernel's, this wait cannot be interrupted
    mutex.lock();
    try {
      if (state != wanted) {
        change(wanted);
      }
    } finally {
      mutex.unlock();
    }
    written.run();
  }

  private void change(RegionState wanted) throws RefusedException, InterruptedException {
    if (wanted != UNPLUGGED && state != UNPLUGGED) {
      throw new RefusedException(Errno.EBUSY);
    }
    memory.hotplugLock.lock();
    try {
      if (wanted == UNPLUGGED) {
        blocks.offline();
        blocks.remove();
      } else {
        blocks.add();
        blocks.online(wanted);
      }
    } finally {
      memory.hotplugLock.unlock();
    }
    state = wanted;
  }
}
