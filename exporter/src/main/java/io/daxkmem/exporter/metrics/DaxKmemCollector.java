package io.daxkmem.exporter.metrics;

import io.daxkmem.log.ReadFailures;
import io.daxkmem.region.MemoryFailure;
import io.daxkmem.region.Reading;
import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedStates;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Reads every region at each scrape. A region that cannot be read has {@code dax_kmem_region_up 0};
 * the others are not affected. A transition in progress does not hold up a scrape. A file that
 * hangs holds up one scrape, by some seconds.
 *
 * <p>Register it in any {@link io.prometheus.metrics.model.registry.PrometheusRegistry}:
 *
 * <pre>{@code
 * registry.register(new DaxKmemCollector(new Regions(new HostSysfs(Path.of("/sys")))));
 * }</pre>
 */
public final class DaxKmemCollector implements MultiCollector {
  private static final String DEVICE_LIST = "the list of dax devices";
  private static final double NANOS_PER_SECOND = 1e9;

  private final Regions regions;
  private final Supplier<WantedStates> wanted;
  private final RegionSamples regionSamples = new RegionSamples();
  private final ReadFailures failures = new ReadFailures();
  private final ReadFailures nodeFailures = new ReadFailures();
  private final AtomicLong errors = new AtomicLong();

  public DaxKmemCollector(Regions regions) {
    this(regions, WantedStates::none);
  }

  /**
   * Creates a collector that also shows which state a region should have.
   *
   * @param wanted the states that regions should have; asked for at each scrape
   */
  public DaxKmemCollector(Regions regions, Supplier<WantedStates> wanted) {
    this.regions = regions;
    this.wanted = wanted;
  }

  @Override
  public MetricSnapshots collect() {
    long started = System.nanoTime();
    long errorsBefore = errors.get();
    Samples samples = new Samples();
    List<String> devices = devices();
    List<Reading<Region>> read = readAll(devices);
    Map<String, Exception> missing = new LinkedHashMap<>();
    List<Region> found = new ArrayList<>(read.size());
    for (int i = 0; i < read.size(); i++) {
      add(devices.get(i), read.get(i), samples, missing).ifPresent(found::add);
    }
    addStillListed(missing, samples);
    new WantedSamples(wanted.get()).add(found, errors.get() == errorsBefore, samples);
    addMemoryFailures(nodes(found), samples);
    samples.addDefault(Metric.MISSING_RIGHTS, 0, RegionSamples.READ_ANY_FILE);
    samples.add(Metric.SCRAPE_ERRORS, errors.get());
    samples.add(Metric.SCRAPE_DURATION, (System.nanoTime() - started) / NANOS_PER_SECOND);
    return new MetricSnapshots(samples.snapshots());
  }

  /** Lets the registry detect another metric with the same name. */
  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return Arrays.stream(Metric.values()).map(Metric::descriptor).toList();
  }

  private List<String> devices() {
    try {
      List<String> devices = regions.devices();
      Set<String> present = Set.copyOf(devices);
      regionSamples.keepOnly(present);
      failures.succeeded(DEVICE_LIST);
      failures.keepOnly(present);
      return devices;
    } catch (IOException | RuntimeException e) {
      failed(failures, DEVICE_LIST, e);
      return List.of();
    }
  }

  private List<Reading<Region>> readAll(List<String> devices) {
    try {
      return regions.readAll(devices);
    } catch (IOException e) {
      // this thread was interrupted, so nobody is waiting for the answer
      return List.of();
    }
  }

  /**
   * Adds a region that could be read or is down.
   *
   * @param missing gets the region if it has no files, as it may have gone
   * @return the region, if it could be read
   */
  private Optional<Region> add(
      String device, Reading<Region> reading, Samples samples, Map<String, Exception> missing) {
    try {
      Region region = reading.get();
      regionSamples.add(region, samples);
      failures.succeeded(device);
      return Optional.of(region);
    } catch (NoSuchFileException e) {
      missing.put(device, e);
    } catch (IOException | RuntimeException e) {
      addDown(device, e, samples);
    }
    return Optional.empty();
  }

  /** The nodes of the memory of those that are bound to {@code kmem}, sorted. */
  private static List<Integer> nodes(List<Region> found) {
    return found.stream()
        .filter(Region::isKmem)
        .map(Region::targetNode)
        .distinct()
        .sorted()
        .toList();
  }

  private void addMemoryFailures(List<Integer> nodes, Samples samples) {
    List<Reading<Map<MemoryFailure, Long>>> read = readMemoryFailures(nodes);
    for (int i = 0; i < read.size(); i++) {
      addMemoryFailures(nodes.get(i), read.get(i), samples);
    }
  }

  private List<Reading<Map<MemoryFailure, Long>>> readMemoryFailures(List<Integer> nodes) {
    try {
      return regions.memoryFailures(nodes);
    } catch (IOException e) {
      // this thread was interrupted, as in readAll
      return List.of();
    }
  }

  private void addMemoryFailures(
      int node, Reading<Map<MemoryFailure, Long>> reading, Samples samples) {
    String what = "the memory failures of node " + node;
    try {
      reading
          .get()
          .forEach(
              (outcome, pages) ->
                  samples.add(
                      Metric.NODE_MEMORY_FAILURES, pages, Integer.toString(node), outcome.text()));
      nodeFailures.succeeded(what);
    } catch (IOException | RuntimeException e) {
      failed(nodeFailures, what, e);
    }
  }

  /** Lists the devices once more, however many are missing. */
  private void addStillListed(Map<String, Exception> missing, Samples samples) {
    if (!missing.isEmpty()) {
      missing.keySet().retainAll(Set.copyOf(devices()));
      missing.forEach((device, failure) -> addDown(device, failure, samples));
    }
  }

  private void addDown(String device, Exception failure, Samples samples) {
    samples.add(Metric.REGION_UP, 0, device);
    failed(failures, device, failure);
  }

  private void failed(ReadFailures known, String what, Exception failure) {
    errors.incrementAndGet();
    known.failed(what, failure);
  }
}
