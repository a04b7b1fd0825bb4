package io.daxkmem.exporter.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Threads for a server's requests that slow and stuck clients cannot use up.
 *
 * <p>The JDK's server blocks a thread for each client that has begun a request or not yet taken its
 * answer, and waits for ever; the system properties that limit this hold for the whole JVM, which
 * need not be ours. Here a client that takes too long is cut off, and once all threads are taken,
 * the one that has kept a thread waiting longest is cut off in favour of the next request. So it is
 * with answers that are not taken.
 */
public final class RequestThreads implements Executor, AutoCloseable {
  private static final int KEPT = 1;
  private static final long IDLE_SECONDS = 60;

  /** Else many clients that take no answer would cut off an honest one that is taking its own. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();
  private final Duration patience;
  private final int mostAnswers;
  private final HandOver queue = new HandOver();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor clock;

  /**
   * Starts no thread before it is needed.
   *
   * @param name of each thread, a number follows
   * @param most how many requests are worked on at once; others wait for their turn
   * @param mostAnswers how many may wait longer than a second for their clients to take them; each
   *     is in memory until then, and may be megabytes
   * @param patience how long a client may take to send its request, and again to take its answer
   */
  public RequestThreads(String name, int most, int mostAnswers, Duration patience) {
    this.mostAnswers = mostAnswers;
    this.patience = patience;
    threads =
        new ThreadPoolExecutor(
            KEPT,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            new DaemonThreads(name),
            (request, pool) -> makeRoom(request));
    threads.allowCoreThreadTimeOut(true);
    clock =
        new ScheduledThreadPoolExecutor(
            KEPT, new DaemonThreads(name + "-clock"), new ThreadPoolExecutor.DiscardPolicy());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  /** What is done for a client. */
  @FunctionalInterface
  public interface Work<T> {
    T result() throws IOException;
  }

  @Override
  public void execute(Runnable request) {
    threads.execute(() -> take(request));
  }

  /**
   * Does, on one of these threads, what a client has no part in; nothing interrupts it. A thread
   * that is cut off is interrupted, and the files that it reads just then would be closed.
   *
   * @throws IOException where the work throws it, or where the client was cut off just before
   */
  public <T> T undisturbed(Work<T> work) throws IOException {
    begin();
    try {
      return work.result();
    } finally {
      end();
    }
  }

  /**
   * From now on, until {@link #end}, nothing interrupts this thread, one of these: as with {@link
   * #undisturbed}.
   *
   * @throws IOException where the client was cut off just before
   */
  public void begin() throws IOException {
    turn().work();
  }

  /** From now on its client is waited for again. */
  public void end() {
    turn().waitForClient();
    limitAnswers();
  }

  /** Cuts off every client that is waited for; work under way is done to its end. */
  @Override
  public void close() {
    threads.shutdown();
    turns.values().forEach(Turn::cutOff);
    clock.shutdownNow();
  }

  private Turn turn() {
    return Objects.requireNonNull(turns.get(Thread.currentThread()));
  }

  private void take(Runnable request) {
    Turn turn = new Turn(clock, patience);
    turns.put(Thread.currentThread(), turn);
    try {
      request.run();
    } finally {
      turns.remove(Thread.currentThread());
      turn.end();
    }
  }

  private void makeRoom(Runnable request) {
    if (threads.isShutdown()) {
      return;
    }
    queue.keep(request);
    cutOffLongest(Turn::waitsForClient);
  }

  private void limitAnswers() {
    if (turns.values().stream().filter(Turn::waitsWithAnswer).count() > mostAnswers) {
      cutOffLongest(turn -> turn.waitsWithAnswer() && turn.waited() > GRACE_NANOS);
    }
  }

  private void cutOffLongest(Predicate<Turn> which) {
    turns.values().stream()
        .filter(which)
        .max(Comparator.comparing(Turn::waited))
        .ifPresent(Turn::cutOff);
  }

  /** Only an idle thread is offered a request, so that where there is none, one is started. */
  private static final class HandOver extends LinkedTransferQueue<Runnable> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean offer(Runnable request) {
      return tryTransfer(request);
    }

    void keep(Runnable request) {
      super.offer(request);
    }
  }
}
