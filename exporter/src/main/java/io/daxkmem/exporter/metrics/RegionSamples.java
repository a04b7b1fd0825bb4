package io.daxkmem.exporter.metrics;

import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.MemoryBlocks;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.daxkmem.region.TransitionCounters;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The samples of each region. A value that is not available is absent, never 0: the memory blocks
 * without the right to read addresses, and the kernel's counters on a kernel that does not count.
 * There, transitions are counted as observed.
 */
final class RegionSamples {
  /** The capability needed to read addresses. */
  static final String READ_ANY_FILE = "CAP_DAC_READ_SEARCH";

  private static final double NANOS_PER_SECOND = 1e9;

  // in the order of the page, as client_java sorts the samples of a family
  private static final List<RegionState> STATES = sorted(RegionState.values(), RegionState::text);
  private static final List<MemoryBlock.State> BLOCK_STATES =
      sorted(MemoryBlock.State.values(), MemoryBlock.State::text);

  private final ObservedTransitions observed = new ObservedTransitions();

  /** Forgets devices that are gone. */
  void keepOnly(Set<String> present) {
    observed.keepOnly(present);
  }

  /** Adds the samples of a region: all of them, or none if one fails. */
  void add(Region region, Samples samples) {
    Samples own = samples.part();
    addEach(region, own);
    samples.addAll(own);
    if (region.isKmem() && region.blocks().isEmpty()) {
      samples.addDefault(Metric.MISSING_RIGHTS, 1, READ_ANY_FILE);
    }
  }

  private void addEach(Region region, Samples samples) {
    String device = region.device();
    addInfo(region, samples);
    samples.add(Metric.REGION_SIZE, region.sizeBytes(), device);
    if (!region.isKmem()) {
      observed.forget(device);
      return;
    }
    samples.add(Metric.REGION_UP, 1, device);
    for (RegionState state : STATES) {
      samples.add(Metric.REGION_STATE, region.state() == state ? 1 : 0, device, state.text());
    }
    region.blocks().ifPresent(blocks -> addBlocks(device, blocks, samples));
    region.isProtected().ifPresent(is -> samples.add(Metric.REGION_PROTECTED, is ? 1 : 0, device));
    region
        .counters()
        .ifPresentOrElse(
            counters -> addCounters(region, counters, samples),
            () -> addTransitions(device, observed.count(device, region.state()), samples));
  }

  private static void addInfo(Region region, Samples samples) {
    boolean kmem = region.isKmem();
    samples.add(
        Metric.DEVICE_INFO,
        1,
        region.device(),
        region.driver(),
        Integer.toString(region.targetNode()),
        region.resource().isPresent() ? hex(region.resource().getAsLong()) : "",
        kmem ? region.kernelInterface().text() : "",
        kmem ? region.counters().isPresent() ? "kernel" : "observed" : "");
  }

  private static <T> List<T> sorted(T[] values, Function<T, String> text) {
    return Arrays.stream(values).sorted(Comparator.comparing(text)).toList();
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }

  private static void addBlocks(String device, MemoryBlocks blocks, Samples samples) {
    samples.add(Metric.REGION_ONLINE, blocks.onlineBytes(), device);
    for (MemoryBlock.State state : BLOCK_STATES) {
      samples.add(Metric.REGION_BLOCKS, blocks.count(state), device, state.text());
    }
  }

  private static void addCounters(Region region, TransitionCounters counters, Samples samples) {
    String device = region.device();
    addTransitions(device, counters.completed(), samples);
    samples.add(Metric.TRANSITION_FAILURES, counters.failed(), device);
    samples.add(Metric.TRANSITION_SECONDS, counters.busyNanos() / NANOS_PER_SECOND, device);
    samples.add(Metric.EXTERNAL_CHANGES_REFUSED, counters.refused(), device);
    for (Transition to : Transition.values()) {
      boolean pending = region.pending().filter(to::equals).isPresent();
      samples.add(Metric.TRANSITION_PENDING, pending ? 1 : 0, device, to.text());
    }
  }

  private static void addTransitions(String device, Map<Transition, Long> counts, Samples samples) {
    for (Transition to : Transition.values()) {
      samples.add(Metric.TRANSITIONS, counts.getOrDefault(to, 0L), device, to.text());
    }
  }
}
