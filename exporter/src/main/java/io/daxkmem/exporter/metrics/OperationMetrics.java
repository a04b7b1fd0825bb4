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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts and times the operations requested through JMX. The series for {@code done} and {@code
 * failed} exist from the start with 0, because {@code increase()} would otherwise miss the first
 * operation. Other series appear with their first operation.
 */
public final class OperationMetrics implements OperationListener, MultiCollector {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final Set<Outcome> FROM_THE_START = EnumSet.of(Outcome.DONE, Outcome.FAILED);

  private final Supplier<Optional<List<String>>> devices;
  private final Set<String> expected = new HashSet<>();
  private final Set<String> operated = ConcurrentHashMap.newKeySet();
  private final Counter operations;
  private final Histogram durations;

  /**
   * Registers itself.
   *
   * @param devices supplies the devices that can be operated, or nothing if they cannot be listed
   *     just now; called at each scrape
   */
  public OperationMetrics(PrometheusRegistry registry, Supplier<Optional<List<String>>> devices) {
    this.devices = devices;
    operations =
        Counter.builder()
            .name("dax_kmem_operations_total")
            .help("Operations requested through JMX, by outcome.")
            .labelNames("device", "to", "outcome")
            .withoutExemplars()
            .build();
    durations =
        Histogram.builder()
            .name("dax_kmem_operation_duration_seconds")
            .help("Time from an operation's start to its end, however it ended, in seconds.")
            .labelNames("to")
            .classicOnly()
            .classicUpperBounds(0.1, 1, 10, 60, 300)
            .withoutExemplars()
            .build();
    registry.register(this);
  }

  @Override
  public synchronized MetricSnapshots collect() {
    devices.get().ifPresent(this::expect);
    return MetricSnapshots.of(operations.collect(), durations.collect());
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return List.of(operations.getMetricFamilyDescriptor(), durations.getMetricFamilyDescriptor());
  }

  @Override
  public void ended(EndedOperation operation) {
    String to = operation.to().text();
    operated.add(operation.device());
    operations.labelValues(operation.device(), to, operation.outcome().text()).inc();
    durations.labelValues(to).observe(operation.duration().toNanos() / NANOS_PER_SECOND);
  }

  private void expect(List<String> present) {
    for (String device : present) {
      if (expected.add(device)) {
        forEachSeries(device, FROM_THE_START, operations::initLabelValues);
      }
    }
    Set<String> gone = new HashSet<>(expected);
    gone.addAll(operated);
    present.forEach(gone::remove);
    for (String device : gone) {
      forEachSeries(device, EnumSet.allOf(Outcome.class), operations::remove);
      expected.remove(device);
      operated.remove(device);
    }
  }

  private static void forEachSeries(
      String device, Set<Outcome> outcomes, Consumer<String[]> action) {
    for (Transition to : Transition.values()) {
      for (Outcome outcome : outcomes) {
        action.accept(new String[] {device, to.text(), outcome.text()});
      }
    }
  }
}
