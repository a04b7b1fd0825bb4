package io.daxkmem.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.operation.EndedOperation;
import io.daxkmem.mbeans.operation.Outcome;
import io.daxkmem.mbeans.operation.Requester;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationMetricsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private Optional<List<String>> devices = Optional.of(List.of());
  private final OperationMetrics metrics = new OperationMetrics(registry, () -> devices);

  @Test
  void operationsAreCountedAndTimed() throws Exception {
    devices = Optional.empty();
    metrics.ended(operation(Outcome.DONE, Duration.ofMillis(200)));
    metrics.ended(operation(Outcome.TIMED_OUT, Duration.ofMinutes(11)));

    Scrape scrape = Scrape.of(registry);

    assertThat(scrape.samples("dax_kmem_operations_total"))
        .containsExactlyInAnyOrder(
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"offline\"} 1.0",
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"timed_out\",to=\"offline\"}"
                + " 1.0");
    assertThat(scrape.samples("dax_kmem_operation_duration_seconds"))
        .contains(
            "dax_kmem_operation_duration_seconds_bucket{to=\"offline\",le=\"0.1\"} 0",
            "dax_kmem_operation_duration_seconds_bucket{to=\"offline\",le=\"1.0\"} 1",
            "dax_kmem_operation_duration_seconds_bucket{to=\"offline\",le=\"300.0\"} 1",
            "dax_kmem_operation_duration_seconds_bucket{to=\"offline\",le=\"+Inf\"} 2",
            "dax_kmem_operation_duration_seconds_sum{to=\"offline\"} 660.2");
  }

  @Test
  void doneAndFailedStartAtZero() throws Exception {
    devices = Optional.of(List.of("dax0.0", "dax1.0"));
    assertThat(Scrape.of(registry).samples("dax_kmem_operations_total"))
        .hasSize(2 * Transition.values().length * 2)
        .contains(
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"offline\"} 0.0",
            "dax_kmem_operations_total{device=\"dax1.0\",outcome=\"failed\",to=\"online\"} 0.0");

    metrics.ended(operation(Outcome.DONE, Duration.ofMillis(200)));

    assertThat(Scrape.of(registry).text())
        .contains(
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"offline\"} 1.0");
  }

  @Test
  void seriesOfARemovedDeviceAreDropped() throws Exception {
    devices = Optional.of(List.of("dax0.0", "dax1.0"));
    Scrape.of(registry);
    devices = Optional.of(List.of("dax1.0"));

    assertThat(Scrape.of(registry).text()).contains("dax1.0").doesNotContain("dax0.0");
  }

  @Test
  void seriesOfADeviceThatWasNeverListedAreDropped() throws Exception {
    metrics.ended(operation(Outcome.REFUSED, Duration.ZERO));

    devices = Optional.of(List.of());

    assertThat(Scrape.of(registry).samples("dax_kmem_operations_total")).isEmpty();
  }

  @Test
  void doneAndFailedStartAtZeroAlsoAfterAnEarlyOperation() throws Exception {
    metrics.ended(operation(Outcome.REFUSED, Duration.ZERO));

    devices = Optional.of(List.of("dax0.0"));

    assertThat(Scrape.of(registry).samples("dax_kmem_operations_total"))
        .hasSize(Transition.values().length * 2 + 1);
  }

  @Test
  void countsAreKeptWhileTheDevicesCannotBeListed() throws Exception {
    devices = Optional.of(List.of("dax0.0"));
    Scrape.of(registry);
    metrics.ended(operation(Outcome.DONE, Duration.ofMillis(200)));

    devices = Optional.empty();

    assertThat(Scrape.of(registry).text())
        .contains(
            "dax_kmem_operations_total{device=\"dax0.0\",outcome=\"done\",to=\"offline\"} 1.0");
  }

  private static EndedOperation operation(Outcome outcome, Duration duration) {
    return new EndedOperation(
        "dax0.0",
        RegionState.ONLINE,
        Transition.OFFLINE,
        new Requester("somebody", ""),
        Instant.EPOCH,
        duration,
        outcome,
        "So it was.");
  }
}
