package io.daxkmem.region;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device bound to the {@code kmem} of a kernel with {@code hotplug} and {@code
 * hotplug_stats}. These exist exactly while it is bound: as long as they can be read, the device is
 * what it was.
 *
 * <p>While they say the same, its memory blocks do not change either, so the region that was read
 * last is still true. The blocks are read again when anything was counted, a transition is pending,
 * or the state is {@code inconsistent}. Where the device is not protected others may change blocks,
 * which the state then tells ({@code dax_kmem_memory_notify()}): there a region is only remembered
 * if its blocks were read while none of them was being changed.
 */
final class HotplugReader implements DeviceReader {

  /** The only values that are remembered: they save reading the memory blocks. */
  private record Settled(HotplugTexts texts, Region region) {}

  private final HotplugFiles files;
  private final DeviceFacts facts;
  private final Optional<MemoryBlockFiles> blockFiles;
  private @Nullable Settled settled;

  /**
   * Opens {@code hotplug} first: if it can still be read later, the facts were of one binding.
   *
   * @param names in the device's folder
   */
  HotplugReader(Sysfs sysfs, String device, List<String> names, DescriptorBudget budget)
      throws IOException {
    String folder = Regions.folder(device);
    files = new HotplugFiles(sysfs, folder);
    try (IdentityFiles identity = new IdentityFiles(sysfs, folder, names)) {
      facts = DeviceFacts.read(sysfs, device, names, identity.read());
      blockFiles = MemoryBlockFiles.of(sysfs, facts, budget);
    } catch (IOException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public Region read() throws IOException {
    Settled before = settled;
    settled = null;
    HotplugTexts texts = files.read();
    if (before != null && before.texts.equals(texts)) {
      settled = before;
      return before.region;
    }
    Region region = region(texts);
    if (isSettled(region)) {
      settled = new Settled(texts, region);
      blockFiles.ifPresent(MemoryBlockFiles::close);
    }
    return region;
  }

  private Region region(HotplugTexts texts) throws IOException {
    StateReading state = texts.state();
    return facts.region(
        state.state(),
        blockFiles.isPresent() ? Optional.of(blockFiles.get().read()) : Optional.empty(),
        state.counters(),
        texts.transition(),
        texts.isProtected());
  }

  private static boolean isSettled(Region region) {
    return region.pending().isEmpty()
        && region.state() != RegionState.INCONSISTENT
        && region.state() != RegionState.UNKNOWN
        && region
            .isProtected()
            .map(isProtected -> isProtected || blocksAgreeWithState(region))
            .orElse(false);
  }

  private static boolean blocksAgreeWithState(Region region) {
    return region
        .blocks()
        .map(blocks -> blocks.inUse() == (region.state().isOnline() ? blocks.possible() : 0))
        .orElse(true);
  }

  @Override
  public StateReading readState() throws IOException {
    return files.read().state();
  }

  @Override
  public void close() {
    files.close();
    blockFiles.ifPresent(MemoryBlockFiles::close);
  }
}
