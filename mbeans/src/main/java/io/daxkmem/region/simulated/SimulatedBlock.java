package io.daxkmem.region.simulated;

import static io.daxkmem.region.MemoryBlock.State.GOING_OFFLINE;
import static io.daxkmem.region.MemoryBlock.State.OFFLINE;
import static io.daxkmem.region.MemoryBlock.State.ONLINE;

import io.daxkmem.region.Errno;
import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.concurrent.CountDownLatch;

/** One memory block of a simulated kernel. */
final class SimulatedBlock {
  private final String folder;
  private final SimulatedFiles files;

  private volatile MemoryBlock.State state = OFFLINE;
  private volatile String zone = "";
  private volatile CountDownLatch pinned = new CountDownLatch(0);
  private volatile boolean unmovable;

  SimulatedBlock(long number, SimulatedFiles files) {
    this.folder = SimulatedMemory.FOLDER + "memory" + number;
    this.files = files;
  }

  /**
   * Adds the block's files.
   *
   * @param store called when somebody writes its {@code state}
   */
  void add(SimulatedFiles.Store store) {
    files.add(folder + "/state", () -> state.text(), store);
    files.add(folder + "/valid_zones", () -> state == ONLINE ? zone : "Normal Movable");
  }

  void remove() {
    files.removeFolder(folder);
    state = OFFLINE;
  }

  boolean isOnline() {
    return state != OFFLINE;
  }

  String zone() {
    return zone;
  }

  boolean isMovable() {
    return zone.equals(SimulatedMemory.MOVABLE);
  }

  void online(String zone) {
    this.zone = zone;
    state = ONLINE;
  }

  /** Offlines the block. Waits while a page is pinned. */
  void offline() throws RefusedException, InterruptedException {
    if (unmovable && !isMovable()) {
      throw new RefusedException(Errno.EBUSY);
    }
    state = GOING_OFFLINE;
    try {
      pinned.await();
    } catch (InterruptedException e) {
      state = ONLINE;
      throw e;
    }
    state = OFFLINE;
  }

  void pinPage() {
    pinned = new CountDownLatch(1);
  }

  void useForKernel() {
    unmovable = true;
  }

  void free() {
    unmovable = false;
    pinned.countDown();
  }
}
