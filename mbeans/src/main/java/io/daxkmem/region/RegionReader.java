package io.daxkmem.region;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one device and keeps its files open. Reopens them after the device was bound again or
 * resized. Not thread-safe.
 */
final class RegionReader {

  /** Until a device that is just being bound or unbound counts as one that cannot be read. */
  private static final int TRIES = 5;

  private static final long PAUSE_MILLIS = 5;

  private interface Question<T> {
    T ask(DeviceReader reader) throws IOException;
  }

  private final Sysfs sysfs;
  private final String device;
  private final DescriptorBudget budget;
  private @Nullable DeviceReader kept;

  /** It could not be read in spite of all tries, so the next read makes one only. */
  private boolean broken;

  RegionReader(Sysfs sysfs, String device, DescriptorBudget budget) {
    this.sysfs = sysfs;
    this.device = device;
    this.budget = budget;
  }

  /** See {@link Regions#read}. */
  Region read() throws IOException {
    return answer(DeviceReader::read);
  }

  /** See {@link Regions#readState}. */
  StateReading readState() throws IOException {
    return answer(DeviceReader::readState);
  }

  private <T> T answer(Question<T> question) throws IOException {
    if (kept != null) {
      try {
        return question.ask(kept);
      } catch (IOException e) {
        // the device was bound, unbound or resized: open its files again
        close();
      }
    }
    for (int tries = broken ? TRIES : 1; tries < TRIES; tries++) {
      try {
        return lookAnew(question);
      } catch (NoSuchFileException e) {
        if (sysfs.list(Regions.folder(device)).isEmpty()) {
          throw e;
        }
        pause(tries);
      }
    }
    broken = true;
    T answer = lookAnew(question);
    broken = false;
    return answer;
  }

  /** Binding takes longer than reading. */
  private static void pause(int tries) throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS << tries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  private <T> T lookAnew(Question<T> question) throws IOException {
    try {
      kept = open();
      return question.ask(kept);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private DeviceReader open() throws IOException {
    List<String> names = sysfs.list(Regions.folder(device));
    if (names.isEmpty()) {
      throw new NoSuchFileException(Regions.folder(device));
    }
    return names.contains("hotplug") && names.contains(HotplugFiles.STATS)
        ? new HotplugReader(sysfs, device, names, budget)
        : new BlocksReader(sysfs, device, names, budget);
  }

  /** Closes the files. The next read opens them again. */
  void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
