package io.daxkmem.region;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device bound to {@code kmem} on a kernel with {@code hotplug} and {@code hotplug_stats}.
 * These attributes exist only while the device is bound. As long as the open files can be read, it
 * has not been bound again.
 *
 * <p>The memory blocks are read only when these attributes have changed, while a transition is
 * pending, or while the state is {@code inconsistent}. Otherwise the last region read is returned.
 * Others may change the blocks of an unprotected device. The driver then updates the state in
 * {@code dax_kmem_memory_notify()}, so such a region is reused too, if all its blocks agreed with
 * the state when they were read, and the state is not {@code online}, which says nothing about
 * their zones.
 */
final class HotplugReader implements DeviceReader {

  /** The last region, kept to avoid reading the memory blocks again. */
  private record Settled(List<String> texts, Region region) {}

  private final HotplugFiles files;
  private final DeviceFacts facts;
  private final Optional<MemoryBlockFiles> blockFiles;
  private @Nullable Settled settled;

  /**
   * Opens {@code hotplug} first. If it can still be read later, the facts belong to the same bind.
   *
   * @param names of the files in the device's folder
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
    if (before != null && before.texts.equals(texts.all())) {
      settled = before;
      return before.region;
    }
    Region region = region(texts);
    if (isSettled(region)) {
      settled = new Settled(texts.all(), region);
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
            .map(isProtected -> isProtected || stateTellsAllOfBlocks(region))
            .orElse(false);
  }

  private static boolean stateTellsAllOfBlocks(Region region) {
    return region
        .blocks()
        .map(
            blocks ->
                region.state() != RegionState.ONLINE
                    && blocks.inUse() == (region.state().isOnline() ? blocks.possible() : 0))
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
