package io.daxkmem.exporter.web;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for a server's requests that slow and stuck clients cannot use up.
 *
 * <p>The JDK's server blocks a thread for each client that has begun a request or not yet taken its
 * answer, and waits for ever; the system properties that limit this hold for the whole JVM, which
 * need not be ours. Here a client that takes too long is cut off, and while requests wait for a
 * thread, so is the one that has kept a thread waiting longest. So it is with answers that are not
 * taken.
 */
public final class RequestThreads implements Executor, AutoCloseable {
  private static final int KEPT = 1;
  private static final long IDLE_SECONDS = 60;

  private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();
  private final HandOver queue = new HandOver();
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor clock;
  private final Patience patience;

  /**
   * Starts no thread before it is needed.
   *
   * @param name of each thread, a number follows
   */
  public RequestThreads(String name, ClientLimits limits) {
    threads =
        new ThreadPoolExecutor(
            KEPT,
            limits.requests(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            new DaemonThreads(name),
            (request, pool) -> keep(request));
    threads.allowCoreThreadTimeOut(true);
    clock =
        new ScheduledThreadPoolExecutor(
            KEPT, new DaemonThreads(name + "-clock"), new ThreadPoolExecutor.DiscardPolicy());
    clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    clock.setRemoveOnCancelPolicy(true);
    patience = new Patience(clock, limits, turns.values(), queue::size);
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
    patience.look();
  }

  /** Its client has taken a part of its answer. */
  public void taken() {
    turn().move();
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
    Turn turn = new Turn();
    turns.put(Thread.currentThread(), turn);
    patience.look();
    try {
      request.run();
    } finally {
      turns.remove(Thread.currentThread());
      turn.end();
    }
  }

  private void keep(Runnable request) {
    if (!threads.isShutdown()) {
      queue.keep(request);
      patience.look();
    }
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
