package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.junit.jupiter.api.Test;

class WithoutDeadlocksTest {
  @Test
  void registersAllButTheSearchForDeadlocks() {
    PrometheusRegistry registry = new PrometheusRegistry();

    JvmMetrics.builder().register(new WithoutDeadlocks(registry));

    assertThat(registry.scrape().stream().map(family -> family.getMetadata().getPrometheusName()))
        .contains("jvm_threads_current", "jvm_memory_used_bytes", "process_cpu_seconds")
        .noneMatch(name -> name.startsWith("jvm_threads_deadlocked"));
  }
}
