package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a device whose memory blocks may be changed by anybody, so that they are looked at each
 * time; and what the device is, because none of its files need tell that it was bound anew.
 */
final class LookingReader implements DeviceReader {
  private final IdentityFiles identity;
  private final HeldAttributes attributes;
  private final DeviceFacts facts;
  private final Optional<HeldAttribute> word;
  private final Optional<MemoryBlockFiles> blockFiles;

  /**
   * @param names in the device's folder
   */
  LookingReader(Sysfs sysfs, String device, List<String> names, DescriptorBudget budget)
      throws IOException {
    String folder = Regions.folder(device);
    attributes = new HeldAttributes(sysfs);
    identity = new IdentityFiles(sysfs, folder, names);
    try {
      facts = DeviceFacts.read(sysfs, device, names, identity.read());
      word =
          facts.isKmem() && facts.kernelInterface() != KernelInterface.BLOCKS
              ? Optional.of(attributes.open(folder + "/" + facts.kernelInterface().text()))
              : Optional.empty();
      blockFiles = MemoryBlockFiles.of(sysfs, facts, budget);
    } catch (IOException e) {
      identity.close();
      attributes.close();
      throw e;
    }
  }

  @Override
  public Region read() throws IOException {
    if (!identity.read().equals(facts.identity())) {
      throw new NoSuchFileException(facts.device(), null, "was bound or resized meanwhile");
    }
    Optional<MemoryBlocks> blocks =
        blockFiles.isPresent() ? Optional.of(blockFiles.get().read()) : Optional.empty();
    return facts.region(state(blocks), blocks, Optional.empty(), Optional.empty());
  }

  private RegionState state(Optional<MemoryBlocks> blocks) throws IOException {
    if (!facts.isKmem()) {
      return RegionState.UNKNOWN;
    }
    if (word.isEmpty()) {
      return blocks.map(MemoryBlocks::state).orElse(RegionState.UNKNOWN);
    }
    word.get().refresh();
    RegionState said = RegionState.of(word.get().text());
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
    attributes.close();
    blockFiles.ifPresent(MemoryBlockFiles::close);
  }
}
