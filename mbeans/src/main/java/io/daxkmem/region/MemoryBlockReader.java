package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the memory blocks of a device by the addresses in its {@code mappingN} folders. */
final class MemoryBlockReader {
  private static final String MEMORY = "devices/system/memory/";
  private static final String BLOCK_SIZE = MEMORY + "block_size_bytes";

  /** Beside them there is {@code mapping}, a file to write new ranges to. */
  private static final Pattern MAPPING = Pattern.compile("mapping\\d+");

  private final Sysfs sysfs;
  private final Attributes attributes;

  MemoryBlockReader(Sysfs sysfs) {
    this.sysfs = sysfs;
    this.attributes = new Attributes(sysfs);
  }

  /**
   * @param folder the device's
   * @param files the names in it
   * @throws java.nio.file.AccessDeniedException without the right to know the device's addresses
   */
  MemoryBlocks read(String folder, List<String> files) throws IOException {
    long blockSize = attributes.hexadecimal(BLOCK_SIZE);
    if (blockSize <= 0) {
      throw Attributes.unexpected(BLOCK_SIZE, Long.toHexString(blockSize), "a size");
    }
    List<MemoryBlock> present = new ArrayList<>();
    long possible = 0;
    for (String mapping : files) {
      if (MAPPING.matcher(mapping).matches()) {
        long start = attributes.hexadecimal(folder + "/" + mapping + "/start");
        long end = attributes.hexadecimal(folder + "/" + mapping + "/end");
        // as kmem does: only whole blocks
        long first = (start + blockSize - 1) / blockSize;
        long beyond = (end + 1) / blockSize;
        possible += Math.max(0, beyond - first);
        for (long number = first; number < beyond; number++) {
          addIfPresent(number, present);
        }
      }
    }
    return new MemoryBlocks(blockSize, possible, present);
  }

  private void addIfPresent(long number, List<MemoryBlock> present) throws IOException {
    String block = MEMORY + "memory" + number;
    try {
      String word = sysfs.read(block + "/state");
      MemoryBlock.State state =
          MemoryBlock.State.of(word)
              .orElseThrow(
                  () -> Attributes.unexpected(block + "/state", word, "a memory block's state"));
      String zone = state == MemoryBlock.State.ONLINE ? sysfs.read(block + "/valid_zones") : "";
      present.add(new MemoryBlock(number, state, zone));
    } catch (NoSuchFileException e) {
      // not added, or just removed
    }
  }
}
