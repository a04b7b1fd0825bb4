package io.daxkmem.exporter.metrics;

import io.daxkmem.log.ReadFailures;
import io.daxkmem.region.RegionReading;
import io.daxkmem.region.Regions;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Reads every region once a scrape. A region that cannot be read is {@code dax_kmem_region_up 0}
 * and hides no other; a transition under way holds up nothing, and neither does a file that hangs.
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
  private final RegionSamples regionSamples = new RegionSamples();
  private final Families families = new Families();
  private final ReadFailures failures = new ReadFailures();
  private final AtomicLong errors = new AtomicLong();
  private final Repeated scrapeErrors = new Repeated(Metric.SCRAPE_ERRORS);

  public DaxKmemCollector(Regions regions) {
    this.regions = regions;
  }

  @Override
  public MetricSnapshots collect() {
    long started = System.nanoTime();
    List<Samples> samples = new ArrayList<>();
    List<String> devices = devices();
    List<RegionReading> read = readAll(devices);
    for (int i = 0; i < read.size(); i++) {
      samples.add(region(devices.get(i), read.get(i)));
    }
    return new MetricSnapshots(
        Stream.concat(families.of(samples).stream(), aboutTheScrape(started)).toList());
  }

  private Stream<MetricSnapshot> aboutTheScrape(long started) {
    double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
    return Stream.of(
        scrapeErrors.snapshot((double) errors.get()), Metric.SCRAPE_DURATION.snapshot(seconds));
  }

  /** Without these, a registry would not notice another metric of the same name. */
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
      failed(DEVICE_LIST, e);
      return List.of();
    }
  }

  private List<RegionReading> readAll(List<String> devices) {
    try {
      return regions.readAll(devices);
    } catch (IOException e) {
      // this thread was interrupted: nobody waits for the answer
      return List.of();
    }
  }

  private Samples region(String device, RegionReading reading) {
    try {
      Samples samples = regionSamples.of(reading.get());
      failures.succeeded(device);
      return samples;
    } catch (IOException | RuntimeException e) {
      Samples samples = new Samples();
      if (!hasGone(device, e)) {
        samples.add(Metric.REGION_UP, 0, device);
        failed(device, e);
      }
      return samples;
    }
  }

  private boolean hasGone(String device, Exception failure) {
    return failure instanceof NoSuchFileException && !devices().contains(device);
  }

  private void failed(String what, Exception failure) {
    errors.incrementAndGet();
    failures.failed(what, failure);
  }
}
