package io.daxkmem.region;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks on one long-lived thread, and on an extra thread for each task that arrives while that
 * is busy. Not a growing pool: its queue spins while idle, which costs more than reading a region.
 */
final class ReaderThreads implements Executor {
  private static final int IDLE_SECONDS = 60;

  private final ThreadPoolExecutor staying =
      new ThreadPoolExecutor(
          1, 1, IDLE_SECONDS, SECONDS, new LinkedBlockingQueue<>(), ReaderThreads::daemon);
  private final AtomicBoolean busy = new AtomicBoolean();

  ReaderThreads() {
    staying.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    if (busy.compareAndSet(false, true)) {
      staying.execute(() -> runOnStaying(task));
    } else {
      daemon(task).start();
    }
  }

  private void runOnStaying(Runnable task) {
    try {
      task.run();
    } finally {
      busy.set(false);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dax-kmem-reader");
    thread.setDaemon(true);
    return thread;
  }
}
