package io.daxkmem.region.simulated;

import static io.daxkmem.region.RegionState.INCONSISTENT;
import static io.daxkmem.region.RegionState.OFFLINE;
import static io.daxkmem.region.RegionState.ONLINE;
import static io.daxkmem.region.RegionState.ONLINE_KERNEL;
import static io.daxkmem.region.RegionState.ONLINE_MOVABLE;
import static io.daxkmem.region.RegionState.UNPLUGGED;

import io.daxkmem.region.Errno;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedFiles.RefusedException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A simulated device bound to {@code kmem}, with the {@code hotplug} attribute. */
final class SimulatedRegion {
  private final SimulatedMemory memory;
  private final List<SimulatedBlock> blocks;
  private final Runnable notify;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Transition, AtomicLong> completed = new EnumMap<>(Transition.class);
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();
  private RegionState onlineType;
  private boolean added;
  private volatile boolean managed;
  private volatile RegionState state;
  private volatile @Nullable Transition pending;

  /**
   * Adds its memory in the state that {@code auto_online_blocks} says.
   *
   * @param notify called after every transition, completed or failed, and when a write to a block
   *     changes the state
   */
  SimulatedRegion(SimulatedMemory memory, List<SimulatedBlock> blocks, Runnable notify) {
    this.memory = memory;
    this.blocks = blocks;
    this.notify = notify;
    for (Transition transition : Transition.values()) {
      completed.put(transition, new AtomicLong());
    }
    onlineType = memory.policy();
    add();
    online(onlineType);
    state = look();
  }

  /** Adds its attributes to the device's folder. */
  void addAttributes(String folder, SimulatedFiles files) {
    files.add(folder + "/hotplug", () -> state.text(), this::store);
    String stats = folder + "/hotplug_stats/";
    completed.forEach((transition, count) -> files.add(stats + transition.text(), count::toString));
    files.add(stats + "failed", failed::toString);
    files.add(stats + "refused", refused::toString);
    files.add(stats + "busy_ns", busyNanos::toString);
    files.add(stats + "pending", this::showPending);
    files.add(stats + "protected", () -> isProtected() ? "1" : "0");
  }

  /** Whether writes to its blocks by others are refused. */
  private boolean isProtected() {
    return switch (memory.protection()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case MANAGED -> managed;
    };
  }

  private String showPending() {
    Transition wanted = pending;
    return wanted == null ? "none" : wanted.text();
  }

  private void store(String word) throws RefusedException, InterruptedException {
    Transition wanted = Transition.of(word).orElseThrow(() -> new RefusedException(Errno.EINVAL));
    mutex.lockInterruptibly();
    try {
      managed = true;
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
    if (wanted.target().isOnline() && state != UNPLUGGED && state != OFFLINE) {
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
      outcome = completed.getOrDefault(wanted, outcome);
    } finally {
      busyNanos.addAndGet(System.nanoTime() - started);
      outcome.incrementAndGet();
      pending = null;
      notify.run();
    }
  }

  private void perform(Transition wanted) throws RefusedException, InterruptedException {
    if (!added) {
      add();
    }
    offline();
    online(wanted.target());
    if (wanted == Transition.UNPLUG) {
      remove();
    }
    onlineType = wanted.target();
    state = look();
  }

  private void add() {
    blocks.forEach(block -> block.add(word -> storeBlock(block, word)));
    added = true;
  }

  private void remove() {
    blocks.forEach(SimulatedBlock::remove);
    added = false;
  }

  private void online(RegionState type) {
    SimulatedMemory.zone(type).ifPresent(zone -> blocks.forEach(block -> block.online(zone)));
  }

  /**
   * Offlines all blocks. After a failure, brings those already offlined back online in their zones.
   */
  private void offline() throws RefusedException, InterruptedException {
    List<Runnable> undo = new ArrayList<>();
    try {
      for (SimulatedBlock block : blocks) {
        if (block.isOnline()) {
          String zone = block.zone();
          block.offline();
          undo.add(() -> block.online(zone));
        }
      }
    } catch (RefusedException | InterruptedException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  /** Derives the state from the blocks. */
  private RegionState look() {
    boolean online = blocks.stream().allMatch(SimulatedBlock::isOnline);
    boolean offline = blocks.stream().noneMatch(SimulatedBlock::isOnline);
    boolean movable = blocks.stream().allMatch(SimulatedBlock::isMovable);
    boolean kernel = blocks.stream().noneMatch(SimulatedBlock::isMovable);
    if (offline) {
      return added ? OFFLINE : UNPLUGGED;
    }
    if (!online) {
      return INCONSISTENT;
    }
    if (onlineType == ONLINE) {
      return ONLINE;
    }
    return movable ? ONLINE_MOVABLE : kernel ? ONLINE_KERNEL : INCONSISTENT;
  }

  /** Handles a write to a block's own {@code state}. */
  private void storeBlock(SimulatedBlock block, String word)
      throws RefusedException, InterruptedException {
    Optional<String> zone = SimulatedMemory.zone(SimulatedMemory.onlineType(word));
    memory.hotplugLock.lockInterruptibly();
    try {
      if (zone.isPresent() == block.isOnline()) {
        throw new RefusedException(Errno.EINVAL);
      }
      if (isProtected()) {
        refused.incrementAndGet();
        throw new RefusedException(Errno.EPERM);
      }
      if (zone.isPresent()) {
        block.online(zone.get());
      } else {
        block.offline();
      }
      RegionState before = state;
      state = look();
      if (state != before) {
        notify.run();
      }
    } finally {
      memory.hotplugLock.unlock();
    }
  }
}
