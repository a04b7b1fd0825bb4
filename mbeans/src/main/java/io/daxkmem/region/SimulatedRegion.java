package io.daxkmem.region;

import static io.daxkmem.region.RegionState.OFFLINE;
import static io.daxkmem.region.RegionState.UNPLUGGED;

import io.daxkmem.region.SimulatedFiles.RefusedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A device bound to the {@code kmem} of a simulated kernel, with the {@code hotplug} attribute. */
final class SimulatedRegion {
  private final SimulatedMemory memory;
  private final List<SimulatedBlock> blocks;
  private final Runnable notify;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Transition, AtomicLong> completed = new EnumMap<>(Transition.class);
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();
  private volatile RegionState state;
  private volatile @Nullable Transition pending;

  /**
   * Adds its memory as the system's policy says.
   *
   * @param notify called after every completed or failed transition
   */
  SimulatedRegion(SimulatedMemory memory, List<SimulatedBlock> blocks, Runnable notify) {
    this.memory = memory;
    this.blocks = blocks;
    this.notify = notify;
    for (Transition transition : Transition.values()) {
      completed.put(transition, new AtomicLong());
    }
    state = memory.policy();
    add();
    SimulatedMemory.zone(state).ifPresent(this::online);
  }

  /** Makes its attributes visible in the device's folder. */
  void addAttributes(String folder, SimulatedFiles files) {
    files.add(folder + "/hotplug", () -> state.text(), this::store);
    String stats = folder + "/hotplug_stats/";
    completed.forEach((transition, count) -> files.add(stats + transition.text(), count::toString));
    files.add(stats + "failed", failed::toString);
    files.add(stats + "refused", refused::toString);
    files.add(stats + "busy_ns", busyNanos::toString);
    files.add(stats + "pending", this::showPending);
  }

  private String showPending() {
    Transition wanted = pending;
    return wanted == null ? "none" : wanted.text();
  }

  private void store(String word) throws RefusedException, InterruptedException {
    Transition wanted = Transition.of(word).orElseThrow(() -> new RefusedException(Errno.EINVAL));
    mutex.lockInterruptibly();
    try {
      if (state != wanted.target()) {
        check(wanted);
        change(wanted);
      }
    } finally {
      mutex.unlock();
    }
  }

  private void check(Transition wanted) throws RefusedException {
    if (wanted == Transition.OFFLINE && state == UNPLUGGED) {
      throw new RefusedException(Errno.EINVAL);
    }
    if (wanted.target().isOnline() && state.isOnline()) {
      throw new RefusedException(Errno.EBUSY);
    }
  }

  private void change(Transition wanted) throws RefusedException, InterruptedException {
    pending = wanted;
    long started = System.nanoTime();
    AtomicLong outcome = failed;
    try {
      memory.hotplugLock.lockInterruptibly();
      try {
        perform(wanted);
      } finally {
        memory.hotplugLock.unlock();
      }
      state = wanted.target();
      outcome = completed.getOrDefault(wanted, outcome);
    } finally {
      busyNanos.addAndGet(System.nanoTime() - started);
      outcome.incrementAndGet();
      pending = null;
      notify.run();
    }
  }

  private void perform(Transition wanted) throws RefusedException, InterruptedException {
    if (state == UNPLUGGED) {
      add();
    }
    if (state.isOnline()) {
      offline();
    }
    SimulatedMemory.zone(wanted.target()).ifPresent(this::online);
    if (wanted == Transition.UNPLUG) {
      remove();
    }
  }

  private void add() {
    blocks.forEach(block -> block.add(word -> storeBlock(block, word)));
  }

  void remove() {
    blocks.forEach(SimulatedBlock::remove);
  }

  private void online(String zone) {
    blocks.forEach(block -> block.online(zone));
  }

  /** All or nothing. */
  private void offline() throws RefusedException, InterruptedException {
    try {
      for (SimulatedBlock block : blocks) {
        block.offline();
      }
    } catch (RefusedException | InterruptedException e) {
      SimulatedMemory.zone(state).ifPresent(this::online);
      throw e;
    }
  }

  /** Somebody writes a block's own {@code state}. */
  private void storeBlock(SimulatedBlock block, String word)
      throws RefusedException, InterruptedException {
    boolean online = SimulatedMemory.onlineType(word) != OFFLINE;
    memory.hotplugLock.lockInterruptibly();
    try {
      if (online == block.isOnline()) {
        throw new RefusedException(Errno.EINVAL);
      }
      refused.incrementAndGet();
      throw new RefusedException(Errno.EBUSY);
    } finally {
      memory.hotplugLock.unlock();
    }
  }
}
