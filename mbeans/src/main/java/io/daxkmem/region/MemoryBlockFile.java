package io.daxkmem.region;

import io.daxkmem.log.Visible;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * The files of one memory block. They are kept open while the block exists, as far as the budget
 * allows.
 */
final class MemoryBlockFile {
  private static final String FOLDER = "devices/system/memory/memory";
  private static final int DESCRIPTORS = 2;

  private final Sysfs sysfs;
  private final long number;
  private final DescriptorBudget budget;
  private boolean spent;
  private Sysfs.@Nullable Attribute state;
  private Sysfs.@Nullable Attribute zones;

  MemoryBlockFile(Sysfs sysfs, long number, DescriptorBudget budget) {
    this.sysfs = sysfs;
    this.number = number;
    this.budget = budget;
  }

  /** Reads the block; null if it does not exist. */
  @Nullable MemoryBlock read() throws IOException {
    boolean held = state != null;
    MemoryBlock block = readIfPresent();
    // the open file was of a removed block, which may have been added again
    return block == null && held ? readIfPresent() : block;
  }

  private @Nullable MemoryBlock readIfPresent() throws IOException {
    try {
      if (state == null) {
        state = open("state");
      }
      MemoryBlock.State now = parse(state.read());
      return new MemoryBlock(number, now, now == MemoryBlock.State.ONLINE ? zone(state) : "");
    } catch (NoSuchFileException e) {
      close();
      return null;
    }
  }

  private String zone(Sysfs.Attribute itsState) throws IOException {
    try {
      if (zones == null) {
        zones = open("valid_zones");
      }
      return zones.read();
    } catch (NoSuchFileException e) {
      // throws NoSuchFileException if the block is gone
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
                    path("state"),
                    null,
                    "'" + Visible.text(word) + "' is not a memory block's state"));
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
