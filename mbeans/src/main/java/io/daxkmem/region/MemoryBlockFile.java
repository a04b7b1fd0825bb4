package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** The files of one memory block: held open while it exists, as far as descriptors go. */
final class MemoryBlockFile {
  private static final String FOLDER = "devices/system/memory/memory";
  private static final int DESCRIPTORS = 2;

  private final Sysfs sysfs;
  private final long number;
  private final DescriptorBudget budget;
  private boolean spent;
  private Sysfs.@Nullable Attribute state;
  private Sysfs.@Nullable Attribute zones;
  private @Nullable MemoryBlock last;

  MemoryBlockFile(Sysfs sysfs, long number, DescriptorBudget budget) {
    this.sysfs = sysfs;
    this.number = number;
    this.budget = budget;
  }

  /** The block as it is now, the same object as long as nothing changes; null when it is absent. */
  @Nullable MemoryBlock read() throws IOException {
    try {
      last = readHeld();
    } catch (NoSuchFileException e) {
      boolean hadGone = state != null;
      close();
      // removed; or removed and added again
      last = hadGone ? readAgain() : null;
    }
    return last;
  }

  private @Nullable MemoryBlock readAgain() throws IOException {
    try {
      return readHeld();
    } catch (NoSuchFileException e) {
      close();
      return null;
    }
  }

  private MemoryBlock readHeld() throws IOException {
    if (state == null) {
      state = open("state");
    }
    String word = state.read();
    MemoryBlock before = last;
    MemoryBlock.State now =
        before != null && before.state().text().equals(word) ? before.state() : parse(word);
    String zone = now == MemoryBlock.State.ONLINE ? zone(state) : "";
    return before != null && before.state() == now && before.zone().equals(zone)
        ? before
        : new MemoryBlock(number, now, zone);
  }

  private String zone(Sysfs.Attribute itsState) throws IOException {
    try {
      if (zones == null) {
        zones = open("valid_zones");
      }
      return zones.read();
    } catch (NoSuchFileException e) {
      // fails in the same way where the block has gone
      itsState.read();
      throw new FileSystemException(
          path("valid_zones"), null, "does not exist, though the memory block does");
    }
  }

  private MemoryBlock.State parse(String word) throws IOException {
    return MemoryBlock.State.of(word)
        .orElseThrow(
            () ->
                new FileSystemException(
                    path("state"), null, "'" + word + "' is not a memory block's state"));
  }

  private Sysfs.Attribute open(String name) throws IOException {
    String path = path(name);
    if (!spent) {
      spent = budget.take(DESCRIPTORS);
    }
    return spent ? sysfs.open(path) : () -> sysfs.read(path);
  }

  private String path(String name) {
    return FOLDER + number + "/" + name;
  }

  void close() {
    if (state != null) {
      state.close();
      state = null;
    }
    if (zones != null) {
      zones.close();
      zones = null;
    }
    if (spent) {
      budget.giveBack(DESCRIPTORS);
      spent = false;
    }
  }
}
