package io.daxkmem.region;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
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

  /** What was said before the memory blocks were read. */
  private record Said(RegionState state, TransitionCounters counters) {}

  private final HeldAttributes attributes;
  private final HeldAttribute hotplug;
  private final TransitionFiles transitions;
  private final Optional<HeldAttribute> protect;
  private final DeviceFacts facts;
  private final Optional<MemoryBlockFiles> blockFiles;
  private Optional<MemoryBlocks> blocks = Optional.empty();
  private @Nullable Said settled;

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

  /** The first kernels with {@code hotplug_stats} may lack it; then nothing is relied upon. */
  private Optional<HeldAttribute> protect() throws IOException {
    try {
      return Optional.of(attributes.open(PROTECT));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Region read() throws IOException {
    Said said = new Said(RegionState.of(hotplug.text()), transitions.counters());
    Optional<Transition> pending = transitions.pending();
    boolean settles = pending.isEmpty() && isConsistent(said.state) && isProtected();
    if (!settles || !said.equals(settled)) {
      readBlocks();
      settled = settles ? said : null;
      if (settles) {
        blockFiles.ifPresent(MemoryBlockFiles::close);
      }
    }
    return facts.region(said.state, blocks, Optional.of(said.counters), pending);
  }

  private void readBlocks() throws IOException {
    settled = null;
    if (blockFiles.isPresent()) {
      blocks = Optional.of(blockFiles.get().read());
    }
  }

  private static boolean isConsistent(RegionState state) {
    return state != RegionState.INCONSISTENT && state != RegionState.UNKNOWN;
  }

  private boolean isProtected() throws IOException {
    return protect.isPresent() && protect.get().text().equals("Y");
  }

  @Override
  public StateReading readState() throws IOException {
    return new StateReading(RegionState.of(hotplug.text()), Optional.of(transitions.counters()));
  }

  @Override
  public void close() {
    attributes.close();
    blockFiles.ifPresent(MemoryBlockFiles::close);
  }
}
