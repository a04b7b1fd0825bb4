package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a device on a kernel without our attributes. Anybody may change its memory blocks at any
 * time, so all of them are read each time. So are driver, size and ranges, because an open file may
 * not show that the device was bound again; and the names in its folder, because the driver core
 * adds the driver's attributes last, when all is as it is while the device is bound.
 */
final class BlocksReader implements DeviceReader {
  private final Sysfs sysfs;
  private final List<String> names;
  private final IdentityFiles identity;
  private final DeviceFacts facts;
  private final Optional<AttributeFile> word;
  private final Optional<MemoryBlockFiles> blockFiles;

  /**
   * @param names of the files in the device's folder
   */
  BlocksReader(Sysfs sysfs, String device, List<String> names, DescriptorBudget budget)
      throws IOException {
    this.sysfs = sysfs;
    this.names = names;
    String folder = Regions.folder(device);
    identity = new IdentityFiles(sysfs, folder, names);
    try {
      facts = DeviceFacts.read(sysfs, device, names, identity.read());
      blockFiles = MemoryBlockFiles.of(sysfs, facts, budget);
      word =
          facts.isKmem() && facts.kernelInterface() != KernelInterface.BLOCKS
              ? Optional.of(new AttributeFile(sysfs, folder + "/" + facts.kernelInterface().text()))
              : Optional.empty();
    } catch (IOException e) {
      identity.close();
      throw e;
    }
  }

  @Override
  public Region read() throws IOException {
    if (!identity.read().equals(facts.identity())
        || !sysfs.list(Regions.folder(facts.device())).equals(names)) {
      throw new NoSuchFileException(facts.device(), null, "was bound or resized meanwhile");
    }
    Optional<MemoryBlocks> blocks =
        blockFiles.isPresent() ? Optional.of(blockFiles.get().read()) : Optional.empty();
    return facts.region(
        state(blocks), blocks, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private RegionState state(Optional<MemoryBlocks> blocks) throws IOException {
    if (!facts.isKmem()) {
      return RegionState.UNKNOWN;
    }
    if (word.isEmpty()) {
      return blocks.map(MemoryBlocks::state).orElse(RegionState.UNKNOWN);
    }
    RegionState said = RegionState.of(word.get().read().text());
    return facts.kernelInterface() == KernelInterface.STATE
        ? blocks.map(seen -> seen.confirm(said)).orElse(said)
        : said;
  }

  @Override
  public StateReading readState() throws IOException {
    Region region = read();
    return new StateReading(region.state(), region.counters());
  }

  @Override
  public void close() {
    identity.close();
    word.ifPresent(AttributeFile::close);
    blockFiles.ifPresent(MemoryBlockFiles::close);
  }
}
