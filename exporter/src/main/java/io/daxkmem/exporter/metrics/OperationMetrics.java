package io.daxkmem.exporter.metrics;

import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.OperationListener;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.region.Transition;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts and times the operations asked for through JMX. Each count is there from 0 on, as {@code
 * increase()} sees no first operation otherwise.
 */
public final class OperationMetrics implements OperationListener, MultiCollector {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Supplier<List<String>> devices;
  private final Set<String> expected = new HashSet<>();
  private final Counter operations;
  private final Histogram durations;
  private final AtomicBoolean hasEnded = new AtomicBoolean(true);
  private MetricSnapshots last = new MetricSnapshots();

  /**
   * Registers itself.
   *
   * @param devices those that operations may be asked for; asked at each scrape
   */
  public OperationMetrics(PrometheusRegistry registry, Supplier<List<String>> devices) {
    this.devices = devices;
    operations =
        Counter.builder()
            .name("dax_kmem_operations_total")
            .help("Operations asked for through JMX, by how they ended.")
            .labelNames("device", "to", "outcome")
            .withoutExemplars()
            .build();
    durations =
        Histogram.builder()
            .name("dax_kmem_operation_duration_seconds")
            .help("Time from an operation's start to its end, however it ended, in seconds.")
            .labelNames("to")
            .classicOnly()
            .classicUpperBounds(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120, 300, 600)
            .withoutExemplars()
            .build();
    for (Transition to : Transition.values()) {
      durations.initLabelValues(to.text());
    }
    registry.register(this);
  }

  /** The same objects as in the last scrape where nothing has happened: they are written once. */
  @Override
  public synchronized MetricSnapshots collect() {
    boolean devicesHaveChanged = expect(devices.get());
    if (hasEnded.getAndSet(false) || devicesHaveChanged) {
      last = MetricSnapshots.of(operations.collect(), durations.collect());
    }
    return last;
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return List.of(operations.getMetricFamilyDescriptor(), durations.getMetricFamilyDescriptor());
  }

  private boolean expect(List<String> present) {
    boolean changed = false;
    for (String device : present) {
      if (expected.add(device)) {
        changed = true;
        forEachSeries(device, operations::initLabelValues);
      }
    }
    for (String device : Set.copyOf(expected)) {
      if (!present.contains(device)) {
        forEachSeries(device, operations::remove);
        expected.remove(device);
        changed = true;
      }
    }
    return changed;
  }

  private static void forEachSeries(String device, Consumer<String[]> action) {
    for (Transition to : Transition.values()) {
      for (Outcome outcome : Outcome.values()) {
        action.accept(new String[] {device, to.text(), outcome.text()});
      }
    }
  }

  @Override
  public void ended(EndedOperation operation) {
    String to = operation.to().text();
    operations.labelValues(operation.device(), to, operation.outcome().text()).inc();
    durations.labelValues(to).observe(operation.duration().toNanos() / NANOS_PER_SECOND);
    hasEnded.set(true);
  }
}
