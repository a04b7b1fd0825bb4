package io.daxkmem.exporter.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A number of places. If all are taken, the clients that have been idle longest are cut off, as
 * many as others wait.
 */
final class Room {
  private static final long LOOK_MILLIS = 10;
  private static final int ENOUGH = 1 << 20;

  private final Turns waiting = new Turns();
  private final Duration grace;
  private final Supplier<Stream<Client>> inside;
  private final ScheduledExecutorService clock;
  private int free;
  private boolean looking;
  private long due;

  /**
   * @param grace how long a client may be idle while another one waits
   * @param inside the clients in this room
   * @param clock runs the check for idle clients while others wait
   */
  Room(
      int places, Duration grace, Supplier<Stream<Client>> inside, ScheduledExecutorService clock) {
    free = places;
    this.grace = grace;
    this.inside = inside;
    this.clock = clock;
  }

  /**
   * Takes a place and returns true. If there is none, keeps the task for a client that leaves, and
   * returns false.
   *
   * @param source whom the task is for; sources take turns
   */
  synchronized boolean enter(Object source, Runnable task) {
    if (free > 0) {
      free--;
      return true;
    }
    waiting.add(source, task);
    if (!looking) {
      looking = true;
      lookLater();
    }
    return false;
  }

  /** Gives the place to the waiting task that is next and returns it, to be run at once. */
  synchronized Optional<Runnable> leave() {
    Optional<Runnable> next = waiting.next();
    if (next.isEmpty()) {
      free++;
    }
    return next;
  }

  /** Makes room for all from now on, and returns the waiting tasks. */
  synchronized List<Runnable> open() {
    free = ENOUGH;
    return waiting.all();
  }

  private void lookLater() {
    due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    var unused = clock.schedule(this::makeRoom, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Cuts off clients for those who wait, unless as many are still leaving. If this comes late, the
   * whole server was held up: that is not the clients' fault.
   */
  private void makeRoom() {
    int wanted;
    long late;
    synchronized (this) {
      late = System.nanoTime() - due;
      if (waiting.size() == 0) {
        looking = false;
        return;
      }
      lookLater();
      wanted = waiting.size();
    }
    List<Client> clients = inside.get().toList();
    clients.forEach(client -> client.excuse(late));
    long leaving = clients.stream().filter(Client::isCutOff).count();
    clients.stream()
        .filter(Client::standsStill)
        .filter(client -> client.stood() >= grace.toNanos())
        .sorted(Comparator.comparingLong(Client::stood).reversed())
        .limit(Math.max(0, wanted - leaving))
        .forEach(Client::cutOff);
  }
}
