package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * Registers client_java's metrics of the JVM, but not those that look for deadlocked threads: the
 * JVM stops all threads for that, twice in each scrape.
 */
public final class WithoutDeadlocks extends PrometheusRegistry {
  private static final String DEADLOCKED = "jvm_threads_deadlocked";

  private final PrometheusRegistry registry;

  /**
   * @param registry gets all others
   */
  public WithoutDeadlocks(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void register(Collector collector) {
    if (!collector.getMetricFamilyDescriptor().getMetadata().getName().startsWith(DEADLOCKED)) {
      registry.register(collector);
    }
  }

  @Override
  public void register(MultiCollector collector) {
    registry.register(collector);
  }
}
