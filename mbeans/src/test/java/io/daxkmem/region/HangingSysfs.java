package io.daxkmem.region;

import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated kernel with files that can hang. */
public final class HangingSysfs implements Sysfs {
  public final SimulatedSysfs kernel;
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();

  public HangingSysfs(int regions) {
    kernel = new SimulatedSysfs(regions);
  }

  /** Makes reads, lists and watches of this path wait. */
  public void hang(String path) {
    hanging.put(path, new CountDownLatch(1));
  }

  /** Ends all hangs. */
  public void release() {
    hanging.values().forEach(CountDownLatch::countDown);
    hanging.clear();
  }

  /** How many threads are waiting. */
  public int waiting() {
    return waiting.get();
  }

  private void pass(String path) throws IOException {
    CountDownLatch gate = hanging.get(path);
    if (gate != null) {
      waiting.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException("nobody can interrupt a file that hangs", e);
      } finally {
        waiting.decrementAndGet();
      }
    }
  }

  @Override
  public String read(String path) throws IOException {
    pass(path);
    return kernel.read(path);
  }

  @Override
  public void write(String path, String value) throws IOException {
    kernel.write(path, value);
  }

  @Override
  public List<String> list(String path) throws IOException {
    pass(path);
    return kernel.list(path);
  }

  @Override
  public String linkName(String path) throws IOException {
    pass(path);
    return kernel.linkName(path);
  }

  @Override
  public String realPath(String path) throws IOException {
    pass(path);
    return kernel.realPath(path);
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    pass(path);
    return kernel.watch(path, changed);
  }
}
