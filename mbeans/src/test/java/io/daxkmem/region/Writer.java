package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/** Writes to an attribute on a separate thread. */
final class Writer {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  Writer(Sysfs sysfs, String path, String word) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    thread =
        new Thread(
            () -> {
              started.countDown();
              try {
                sysfs.write(path, word);
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    thread.start();
    started.await();
  }

  void interrupt() {
    thread.interrupt();
  }

  void interruptedEnds() {
    interrupt();
    endsInterrupted();
  }

  void endsInterrupted() {
    assertThat(done)
        .failsWithin(LONG)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(ClosedByInterruptException.class);
  }
}
