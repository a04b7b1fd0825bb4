package io.daxkmem.mbeans.operation;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.daxkmem.region.Bind;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedStates;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;

/**
 * Brings each region to its wanted state once, at boot or when its device comes. Never again until
 * the device is unbound or gone: who changes the region later wants that. Nor if somebody else has
 * changed it before, as far as the kernel counts transitions.
 */
public final class WantedStateApplier implements RegionFollower, AutoCloseable {
  /** The user in the audit, named like the usual file. */
  public static final String USER = "regions.conf";

  /** Until the right to write the attributes is given, memory is free, or a page is not in use. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(45),
          Duration.ofSeconds(135),
          Duration.ofSeconds(405));

  /**
   * A region that has its tries.
   *
   * @param bind empty if it could not be read
   */
  private record Followed(Optional<Bind> bind, WantedStateTries tries) {
    boolean isBoundAnew() {
      return bind.map(Bind::isOver).orElse(false);
    }

    void stop() {
      tries.stop();
      bind.ifPresent(Bind::close);
    }
  }

  private final Regions regions;
  private final Supplier<WantedStates> wanted;
  private final SettledRegions settled;
  private final List<Duration> pauses;
  private final Map<String, Followed> followed = new HashMap<>();

  /** One thread is enough: the kernel changes one region at a time. */
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, WantedStateApplier::daemon, new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param wanted the states that regions should have; asked for at each try
   * @param settled regions that were settled before, as by the same program before a restart
   */
  public WantedStateApplier(
      Regions regions, Supplier<WantedStates> wanted, SettledRegions settled) {
    this(regions, wanted, settled, PAUSES);
  }

  /**
   * @param pauses before each further try
   */
  WantedStateApplier(
      Regions regions,
      Supplier<WantedStates> wanted,
      SettledRegions settled,
      List<Duration> pauses) {
    this.regions = regions;
    this.wanted = wanted;
    this.settled = settled;
    this.pauses = List.copyOf(pauses);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public synchronized void present(Map<String, RegionOperations> operations) {
    forgetAllBut(operations.keySet());
    operations.keySet().forEach(this::forgetIfBoundAnew);
    operations.forEach(
        (device, own) -> followed.computeIfAbsent(device, first -> start(device, own)));
  }

  /** Makes no more tries. Does not stop an operation that is running. */
  @Override
  public synchronized void close() {
    followed.values().forEach(Followed::stop);
    thread.shutdown();
  }

  private void forgetIfBoundAnew(String device) {
    Followed before = followed.get(device);
    if (before != null && before.isBoundAnew()) {
      before.stop();
      followed.remove(device);
      settled.removeIf(device::equals);
    }
  }

  private Followed start(String device, RegionOperations operations) {
    Optional<Bind> bind = bind(device);
    WantedStateTry oneTry = new WantedStateTry(device, regions, operations, wanted, settled);
    WantedStateTries started = new WantedStateTries(device, oneTry, pauses, this::later);
    operations.follow(started);
    thread.execute(oneTry::tellIfLeft);
    thread.execute(started);
    return new Followed(bind, started);
  }

  private Optional<Bind> bind(String device) {
    try {
      return Optional.of(regions.bind(device));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void later(Runnable work, Duration pause) {
    var unused = thread.schedule(work, pause.toNanos(), NANOSECONDS);
  }

  private void forgetAllBut(Set<String> present) {
    followed.forEach(
        (device, known) -> {
          if (!present.contains(device)) {
            known.stop();
          }
        });
    followed.keySet().retainAll(present);
    settled.removeIf(device -> !present.contains(device) && hasGone(device));
  }

  /** A region that cannot be read just now may be listed no more, but has not gone. */
  private boolean hasGone(String device) {
    try {
      return !regions.read(device).isKmem();
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "dax-kmem-wanted");
    thread.setDaemon(true);
    return thread;
  }
}
