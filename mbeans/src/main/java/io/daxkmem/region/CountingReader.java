package io.daxkmem.region;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a device bound to the {@code kmem} of a kernel with {@code hotplug} and {@code
 * hotplug_stats}. These exist exactly while it is bound, so as long as they can be read nothing
 * else about the device changes.
 *
 * <p>And as long as they say the same and nobody else may change memory blocks, the blocks do not
 * change either. They are read again when anything was counted, a transition is pending, the state
 * is {@code inconsistent}, or the parameter {@code protect} is off.
 */
final class CountingReader implements DeviceReader {
  private static final String PROTECT = "module/kmem/parameters/protect";

  private final HeldAttributes attributes;
  private final HeldAttribute hotplug;
  private final TransitionFiles transitions;
  private final Optional<HeldAttribute> protect;
  private final DeviceFacts facts;
  private final Optional<MemoryBlockFiles> blockFiles;
  private @Nullable Region settled;

  /**
   * Opens {@code hotplug} first: if it can still be read later, the facts were of one binding.
   *
   * @param names in the device's folder
   */
  CountingReader(Sysfs sysfs, String device, List<String> names, DescriptorBudget budget)
      throws IOException {
    String folder = Regions.folder(device);
    attributes = new HeldAttributes(sysfs);
    try (IdentityFiles identity = new IdentityFiles(sysfs, folder, names)) {
      hotplug = attributes.open(folder + "/hotplug");
      transitions = new TransitionFiles(attributes, folder);
      protect = protect();
      facts = DeviceFacts.read(sysfs, device, names, identity.read());
      blockFiles = MemoryBlockFiles.of(sysfs, facts, budget);
    } catch (IOException e) {
      attributes.close();
      throw e;
    }
  }

  /** It is the machine's: where it cannot be read, no region is lost, and nothing relied upon. */
  private Optional<HeldAttribute> protect() {
    try {
      return Optional.of(attributes.open(PROTECT));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public Region read() throws IOException {
    refresh();
    Region region = settled;
    if (region == null) {
      region = region();
      if (isSettled(region)) {
        settled = region;
        blockFiles.ifPresent(MemoryBlockFiles::close);
      }
    }
    return region;
  }

  private void refresh() throws IOException {
    Region before = settled;
    settled = null;
    if (!attributes.refresh()) {
      settled = before;
    }
  }

  private Region region() throws IOException {
    Optional<MemoryBlocks> blocks =
        blockFiles.isPresent() ? Optional.of(blockFiles.get().read()) : Optional.empty();
    return facts.region(
        RegionState.of(hotplug.text()),
        blocks,
        Optional.of(transitions.counters()),
        transitions.pending());
  }

  private boolean isSettled(Region region) {
    return region.pending().isEmpty()
        && region.state() != RegionState.INCONSISTENT
        && region.state() != RegionState.UNKNOWN
        && protect.map(HeldAttribute::text).equals(Optional.of("Y"));
  }

  @Override
  public StateReading readState() throws IOException {
    refresh();
    return new StateReading(RegionState.of(hotplug.text()), Optional.of(transitions.counters()));
  }

  @Override
  public void close() {
    attributes.close();
    blockFiles.ifPresent(MemoryBlockFiles::close);
  }
}
