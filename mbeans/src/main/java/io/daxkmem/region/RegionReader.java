package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one device whatever becomes of it, and keeps its files open while it stays what it is. One
 * thread at a time.
 */
final class RegionReader {

  private interface Question<T> {
    T ask(DeviceReader reader) throws IOException;
  }

  private final Sysfs sysfs;
  private final String device;
  private final DescriptorBudget budget;
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
    if (kept != null) {
      try {
        return question.ask(kept);
      } catch (IOException e) {
        // bound, unbound or resized meanwhile: look anew
        close();
      }
    }
    try {
      return lookAnew(question);
    } catch (NoSuchFileException e) {
      // being bound or unbound right now, its attributes come and go
      return lookAnew(question);
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

  /** Closes the files; they are opened again when it is read again. */
  void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
