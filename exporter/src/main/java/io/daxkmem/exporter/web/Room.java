package io.daxkmem.exporter.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A number of places. When all are taken, the client that has stood still longest is cut off, and
 * whoever asked last is the next: in a crowd, whoever asked first has given up by then.
 */
final class Room {
  private static final long LOOK_MILLIS = 10;
  private static final int ENOUGH = 1 << 20;

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final Duration grace;
  private final Supplier<Stream<Client>> inside;
  private final ScheduledExecutorService clock;
  private int free;
  private boolean looking;

  /**
   * @param grace how long a client may stand still while another waits for its place
   * @param inside the clients that are in this room
   * @param clock to look after them while others wait
   */
  Room(
      int places, Duration grace, Supplier<Stream<Client>> inside, ScheduledExecutorService clock) {
    free = places;
    this.grace = grace;
    this.inside = inside;
    this.clock = clock;
  }

  /** Takes a place and runs what enters with it: now, or on the thread of whoever leaves. */
  void enter(Runnable entering) {
    synchronized (this) {
      if (free == 0) {
        waiting.push(entering);
        if (!looking) {
          looking = true;
          lookLater();
        }
        return;
      }
      free--;
    }
    entering.run();
  }

  void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.run();
  }

  /** From now on there is room for all; returns what waited. */
  synchronized List<Runnable> open() {
    free = ENOUGH;
    List<Runnable> waited = List.copyOf(waiting);
    waiting.clear();
    return waited;
  }

  private void lookLater() {
    var unused = clock.schedule(this::makeRoom, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Cuts off one client, unless one that was cut off has yet to leave. */
  private void makeRoom() {
    synchronized (this) {
      if (waiting.isEmpty()) {
        looking = false;
        return;
      }
      lookLater();
    }
    List<Client> clients = inside.get().toList();
    if (clients.stream().anyMatch(Client::isCutOff)) {
      return;
    }
    clients.stream()
        .filter(Client::standsStill)
        .max(Comparator.comparingLong(Client::stood))
        .filter(client -> client.stood() >= grace.toNanos())
        .ifPresent(Client::cutOff);
  }
}
