package io.daxkmem.exporter.web;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A number of places. When all are taken, the client that has stood still longest is cut off. */
final class Room {
  private static final long TO_LEAVE = TimeUnit.SECONDS.toNanos(1);
  private static final long NOBODY_STANDS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int ALL = 1 << 20;

  private final Semaphore places;
  private final Duration grace;
  private final Supplier<Stream<Client>> standing;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock door = new ReentrantLock(true);

  /**
   * @param grace how long a client may stand still while one other waits for its place; while more
   *     wait, so much less
   * @param standing the clients in this room that stand still
   */
  Room(int places, Duration grace, Supplier<Stream<Client>> standing) {
    this.places = new Semaphore(places);
    this.grace = grace;
    this.standing = standing;
  }

  /** Takes a place, once there is one. */
  void enter() throws InterruptedIOException {
    if (places.tryAcquire()) {
      return;
    }
    waiting.incrementAndGet();
    door.lock();
    try {
      while (!places.tryAcquire(makeRoom(), NANOSECONDS)) {
        // whoever was cut off has not left yet, or nobody has stood long enough
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while all places were taken");
    } finally {
      door.unlock();
      waiting.decrementAndGet();
    }
  }

  void leave() {
    places.release();
  }

  /** Lets in whoever waits. */
  void open() {
    places.release(ALL);
  }

  /** In how many nanoseconds to look again, unless a place is free before. */
  private long makeRoom() {
    Optional<Client> longest = standing.get().max(Comparator.comparingLong(Client::stood));
    if (longest.isEmpty()) {
      return NOBODY_STANDS;
    }
    long left = grace.toNanos() / waiting.get() - longest.get().stood();
    if (left > 0) {
      return left;
    }
    longest.get().cutOff();
    return TO_LEAVE;
  }
}
