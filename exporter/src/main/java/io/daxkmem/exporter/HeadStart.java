package io.daxkmem.exporter;

import io.daxkmem.region.Regions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What the first scrape would wait for, done on another processor while the exporter starts: the
 * regions are read for the log anyway, and the first date that a JVM writes, as in the header of
 * every answer, takes it a fifth of its start.
 */
final class HeadStart {
  private final FutureTask<KernelSummary> kernel;

  private HeadStart(Regions regions) {
    kernel = new FutureTask<>(() -> KernelSummary.of(regions));
  }

  static HeadStart begin(Regions regions) {
    HeadStart begun = new HeadStart(regions);
    Thread thread = new Thread(begun::run, "head-start");
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  /** What the kernel shows, once it has been read. */
  KernelSummary kernel() {
    try {
      return kernel.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while it starts", e);
    }
  }

  private void run() {
    writeDate();
    kernel.run();
  }

  private static void writeDate() {
    var unused =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss zzz", Locale.US)
            .withZone(ZoneOffset.UTC)
            .format(Instant.EPOCH);
  }
}
