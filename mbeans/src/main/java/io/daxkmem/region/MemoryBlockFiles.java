package io.daxkmem.region;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the memory blocks of a device: no garbage while none of them changes. */
final class MemoryBlockFiles implements Closeable {
  private static final String BLOCK_SIZE = "devices/system/memory/block_size_bytes";

  /** More are 128 TiB, and a mistake. */
  private static final int MOST = 1 << 20;

  private final long blockSizeBytes;
  private final List<MemoryBlockFile> files = new ArrayList<>();
  private final List<@Nullable MemoryBlock> seen = new ArrayList<>();
  private @Nullable MemoryBlocks last;

  private MemoryBlockFiles(Sysfs sysfs, List<AddressRange> ranges, DescriptorBudget budget)
      throws IOException {
    this.blockSizeBytes = blockSizeBytes(sysfs);
    for (AddressRange range : ranges) {
      long blocks = range.blocks(blockSizeBytes);
      if (blocks > MOST) {
        throw new IOException("no machine has %s of memory".formatted(range));
      }
      for (int i = 0; i < blocks; i++) {
        long number = range.firstBlock(blockSizeBytes) + i;
        files.add(new MemoryBlockFile(sysfs, number, budget));
        seen.add(null);
      }
    }
  }

  /** Empty without the right to know the device's addresses. */
  static Optional<MemoryBlockFiles> of(Sysfs sysfs, DeviceFacts facts, DescriptorBudget budget)
      throws IOException {
    Optional<List<AddressRange>> ranges = facts.identity().ranges();
    return ranges.isPresent()
        ? Optional.of(new MemoryBlockFiles(sysfs, ranges.get(), budget))
        : Optional.empty();
  }

  private static long blockSizeBytes(Sysfs sysfs) throws IOException {
    try (HeldAttribute attribute = new HeldAttribute(sysfs, BLOCK_SIZE)) {
      long size = attribute.hexadecimal();
      if (size <= 0) {
        throw attribute.unexpected("a size");
      }
      return size;
    }
  }

  /** The blocks as they are now, the same object as long as nothing changes. */
  MemoryBlocks read() throws IOException {
    MemoryBlocks blocks = last;
    for (int i = 0; i < files.size(); i++) {
      MemoryBlock block = files.get(i).read();
      if (!Objects.equals(seen.set(i, block), block)) {
        blocks = null;
      }
    }
    if (blocks == null) {
      blocks =
          new MemoryBlocks(
              blockSizeBytes, files.size(), seen.stream().filter(Objects::nonNull).toList());
    }
    last = blocks;
    return blocks;
  }

  /** Closes the files; they are opened again when they are read again. */
  @Override
  public void close() {
    files.forEach(MemoryBlockFile::close);
  }
}
