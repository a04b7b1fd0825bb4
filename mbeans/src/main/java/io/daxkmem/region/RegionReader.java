package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Reads one device whatever becomes of it, and keeps its files open while it stays what it is. */
final class RegionReader implements Closeable {

  private interface Question<T> {
    T ask(DeviceReader reader) throws IOException;
  }

  private final Sysfs sysfs;
  private final String device;
  private final DescriptorBudget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;
  private @Nullable DeviceReader kept;

  RegionReader(Sysfs sysfs, String device, DescriptorBudget budget) {
    this.sysfs = sysfs;
    this.device = device;
    this.budget = budget;
  }

  /** As {@link Regions#read}. */
  Region read() throws IOException {
    return answer(DeviceReader::read);
  }

  /** As {@link Regions#readState}. */
  StateReading readState() throws IOException {
    return answer(DeviceReader::readState);
  }

  private <T> T answer(Question<T> question) throws IOException {
    lock.lock();
    try {
      return answerLocked(question);
    } finally {
      lock.unlock();
      if (closed) {
        close();
      }
    }
  }

  private <T> T answerLocked(Question<T> question) throws IOException {
    if (kept != null) {
      try {
        return question.ask(kept);
      } catch (IOException e) {
        // bound, unbound or resized meanwhile: look anew
        forget();
      }
    }
    try {
      kept = open();
      return question.ask(kept);
    } catch (IOException | RuntimeException e) {
      forget();
      throw e;
    }
  }

  private DeviceReader open() throws IOException {
    List<String> names = sysfs.list(Regions.folder(device));
    if (names.isEmpty()) {
      throw new NoSuchFileException(Regions.folder(device));
    }
    return names.contains("hotplug") && names.contains(TransitionFiles.STATS)
        ? new CountingReader(sysfs, device, names, budget)
        : new LookingReader(sysfs, device, names, budget);
  }

  private void forget() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }

  /** Does not wait for a reading under way; that closes the files when it ends. */
  @Override
  public void close() {
    closed = true;
    if (lock.tryLock()) {
      try {
        forget();
      } finally {
        lock.unlock();
      }
    }
  }
}
