package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files of all memory blocks that a device can have, added or not. */
final class MemoryBlockFiles implements Closeable {
  private static final String BLOCK_SIZE = "devices/system/memory/block_size_bytes";

  /** A sanity limit: 128 TiB of the smallest blocks. */
  private static final int MOST = 1 << 20;

  private final long blockSizeBytes;
  private final List<MemoryBlockFile> files = new ArrayList<>();

  private MemoryBlockFiles(Sysfs sysfs, List<AddressRange> ranges, DescriptorBudget budget)
      throws IOException {
    this.blockSizeBytes = blockSizeBytes(sysfs);
    for (AddressRange range : ranges) {
      long blocks = range.blocks(blockSizeBytes);
      if (blocks > MOST) {
        throw new IOException(
            String.format(Locale.ROOT, "implausibly large address range: %s", range));
      }
      for (int i = 0; i < blocks; i++) {
        long number = range.firstBlock(blockSizeBytes) + i;
        files.add(new MemoryBlockFile(sysfs, number, budget));
      }
    }
  }

  /** Empty without the right to read addresses. */
  static Optional<MemoryBlockFiles> of(Sysfs sysfs, DeviceFacts facts, DescriptorBudget budget)
      throws IOException {
    Optional<List<AddressRange>> ranges = facts.identity().ranges();
    return ranges.isPresent()
        ? Optional.of(new MemoryBlockFiles(sysfs, ranges.get(), budget))
        : Optional.empty();
  }

  private static long blockSizeBytes(Sysfs sysfs) throws IOException {
    AttributeText attribute = AttributeFile.read(sysfs, BLOCK_SIZE);
    long size = attribute.hexadecimal();
    if (size <= 0) {
      throw attribute.unexpected("a size");
    }
    return size;
  }

  /** Reads all blocks that exist. */
  MemoryBlocks read() throws IOException {
    List<MemoryBlock> present = new ArrayList<>(files.size());
    for (MemoryBlockFile file : files) {
      MemoryBlock block = file.read();
      if (block != null) {
        present.add(block);
      }
    }
    return new MemoryBlocks(blockSizeBytes, files.size(), present);
  }

  /** Closes the files. The next read opens them again. */
  @Override
  public void close() {
    files.forEach(MemoryBlockFile::close);
  }
}
