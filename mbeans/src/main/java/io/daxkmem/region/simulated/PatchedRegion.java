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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A simulated device bound to {@code kmem} on our kernel. */
final class PatchedRegion implements SimulatedRegion, SimulatedBlocks.Owner {
  static final String HOTPLUG = "/hotplug";
  private static final String STATS = "/hotplug_stats";

  private final SimulatedMemory memory;
  private final SimulatedBlocks blocks;
  private final ProtectParameter protect;
  private final Runnable notify;

  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Transition, AtomicLong> completed = new EnumMap<>(Transition.class);
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();
  private RegionState onlineType;
  private volatile boolean managed;
  private volatile RegionState state;
  private volatile @Nullable Transition pending;

  /**
   * Adds its memory in the state that {@code auto_online_blocks} says. Takes back what stayed
   * online when the device was unbound.
   *
   * @param notify called after every transition, completed or failed, and when a write to a block
   *     changes the state
   */
  PatchedRegion(
      SimulatedMemory memory, SimulatedBlocks blocks, ProtectParameter protect, Runnable notify) {
    this.memory = memory;
    this.blocks = blocks;
    this.protect = protect;
    this.notify = notify;
    for (Transition transition : Transition.values()) {
      completed.put(transition, new AtomicLong());
    }
    onlineType = memory.policy();
    blocks.setOwner(this);
    if (!blocks.areAdded()) {
      blocks.add();
    }
    blocks.online(onlineType);
    state = look();
  }

  @Override
  public void addAttributes(String folder, SimulatedFiles files) {
    files.add(folder + HOTPLUG, () -> state.text(), this::store);
    String stats = folder + STATS + "/";
    completed.forEach((transition, count) -> files.add(stats + transition.text(), count::toString));
    files.add(stats + "failed", failed::toString);
    files.add(stats + "refused", refused::toString);
    files.add(stats + "busy_ns", busyNanos::toString);
    files.add(stats + "pending", this::showPending);
    files.add(stats + "protected", () -> isProtected() ? "1" : "0");
  }

  @Override
  public void removeAttributes(String folder, SimulatedFiles files) {
    files.remove(folder + HOTPLUG);
    files.removeFolder(folder + STATS);
  }

  /** Whether writes to its blocks by others are refused. */
  private boolean isProtected() {
    return switch (protect.value()) {
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
    if (!blocks.areAdded()) {
      blocks.add();
    }
    blocks.offline();
    blocks.online(wanted.target());
    if (wanted == Transition.UNPLUG) {
      blocks.remove();
    }
    onlineType = wanted.target();
    state = look();
  }

  /** Derives the state from the blocks. */
  private RegionState look() {
    boolean online = blocks.all(SimulatedBlock::isOnline);
    boolean offline = blocks.none(SimulatedBlock::isOnline);
    boolean movable = blocks.all(SimulatedBlock::isMovable);
    boolean kernel = blocks.none(SimulatedBlock::isMovable);
    if (offline) {
      return blocks.areAdded() ? OFFLINE : UNPLUGGED;
    }
    if (!online) {
      return INCONSISTENT;
    }
    if (onlineType == ONLINE) {
      return ONLINE;
    }
    return movable ? ONLINE_MOVABLE : kernel ? ONLINE_KERNEL : INCONSISTENT;
  }

  @Override
  public void beforeChange() throws RefusedException {
    if (isProtected()) {
      refused.incrementAndGet();
      throw new RefusedException(Errno.EPERM);
    }
  }

  @Override
  public void afterChange() {
    RegionState before = state;
    state = look();
    if (state != before) {
      notify.run();
    }
  }
}
