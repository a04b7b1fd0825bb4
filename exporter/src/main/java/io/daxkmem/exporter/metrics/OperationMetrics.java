package io.daxkmem.exporter.metrics;

import io.daxkmem.mbeans.Operation;
import io.daxkmem.mbeans.OperationListener;
import io.daxkmem.region.Transition;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts and times the operations asked for through JMX. */
public final class OperationMetrics implements OperationListener {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter operations;
  private final Histogram durations;

  /** Registers its metrics. */
  public OperationMetrics(PrometheusRegistry registry) {
    operations =
        Counter.builder()
            .name("dax_kmem_operations_total")
            .help("Operations asked for through JMX, by how they ended.")
            .labelNames("device", "to", "outcome")
            .withoutExemplars()
            .register(registry);
    durations =
        Histogram.builder()
            .name("dax_kmem_operation_duration_seconds")
            .help("Time from an operation's start to its end, however it ended, in seconds.")
            .labelNames("to")
            .classicOnly()
            .classicUpperBounds(0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 60, 120, 300, 600)
            .withoutExemplars()
            .register(registry);
    for (Transition to : Transition.values()) {
      durations.initLabelValues(to.text());
    }
  }

  @Override
  public void ended(Operation operation) {
    String to = operation.to().text();
    operations.labelValues(operation.device(), to, operation.outcome().text()).inc();
    durations.labelValues(to).observe(operation.duration().toNanos() / NANOS_PER_SECOND);
  }
}
