package io.daxkmem.exporter.metrics;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.daxkmem.region.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Reads regions, and waits for none whose files hang. One thread reads them all in turn; only when
 * that takes too long do others help with the rest.
 */
final class RegionReadings {

  /** Reads one region. */
  interface Reader {
    Region read(String device) throws IOException;
  }

  /** Gives the region, or fails as its reading did. */
  interface Reading {
    Region get() throws IOException;
  }

  private final Reader reader;
  private final Duration patience;
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private ExecutorService thread = newThread();

  /**
   * @param patience waited twice at most: for the thread that reads all, and for those that help
   */
  RegionReadings(Reader reader, Duration patience) {
    this.reader = reader;
    this.patience = patience;
  }

  /** One for each device, in their order. */
  List<Reading> read(List<String> devices) {
    Batch batch = new Batch(devices);
    ExecutorService reader = begin(batch);
    if (!batch.isDoneInTime()) {
      replace(reader);
      for (int i = 0; i < batch.unclaimed(); i++) {
        newDaemon(batch).start();
      }
      batch.isDoneInTime();
    }
    return batch.readings();
  }

  private synchronized ExecutorService begin(Batch batch) {
    thread.execute(batch);
    return thread;
  }

  /** What hangs keeps its thread, which ends after that; the next scrape has another. */
  private synchronized void replace(ExecutorService hung) {
    if (thread == hung) {
      thread = newThread();
      hung.shutdown();
    }
  }

  /** Not a pool that grows: its queue spins, which costs more than reading a region. */
  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(RegionReadings::newDaemon);
  }

  private static Thread newDaemon(Runnable task) {
    Thread thread = new Thread(task, "dax-kmem-reader");
    thread.setDaemon(true);
    return thread;
  }

  private Region hangs() throws IOException {
    throw new IOException("reading its files hangs");
  }

  private Reading reading(String device) {
    try {
      Region region = reader.read(device);
      return () -> region;
    } catch (IOException e) {
      return () -> {
        throw e;
      };
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  private final class Batch implements Runnable {
    private final List<String> devices;
    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicReferenceArray<Reading> done;
    private final CountDownLatch left;

    Batch(List<String> devices) {
      this.devices = devices;
      this.done = new AtomicReferenceArray<>(devices.size());
      this.left = new CountDownLatch(devices.size());
    }

    /** Reads one device after the other that no other thread has, until there is none. */
    @Override
    public void run() {
      for (int i = claimed.getAndIncrement(); i < devices.size(); i = claimed.getAndIncrement()) {
        String device = devices.get(i);
        if (hanging.contains(device)) {
          done.set(i, RegionReadings.this::hangs);
        } else {
          done.set(i, reading(device));
          hanging.remove(device);
        }
        left.countDown();
      }
    }

    int unclaimed() {
      return Math.max(0, devices.size() - claimed.get());
    }

    boolean isDoneInTime() {
      try {
        return left.await(patience.toNanos(), NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    List<Reading> readings() {
      return IntStream.range(0, devices.size()).mapToObj(this::readingOrHang).toList();
    }

    private Reading readingOrHang(int i) {
      Reading reading = done.get(i);
      if (reading != null) {
        return reading;
      }
      hanging.add(devices.get(i));
      if (done.get(i) != null) {
        // it has come just now, perhaps before it was said to hang
        hanging.remove(devices.get(i));
      }
      return RegionReadings.this::hangs;
    }
  }
}
