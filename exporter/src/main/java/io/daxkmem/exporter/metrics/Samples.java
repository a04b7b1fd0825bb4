package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a scrape says, by family. */
final class Samples {
  private final Map<Metric, List<Metric.Sample>> families = new EnumMap<>(Metric.class);

  /**
   * @param labelValues in the order of the metric's label names
   */
  void add(Metric metric, double value, String... labelValues) {
    Labels labels = Labels.of(metric.labelNames(), List.of(labelValues));
    families
        .computeIfAbsent(metric, first -> new ArrayList<>())
        .add(new Metric.Sample(labels, value));
  }

  /** As above; whole numbers are exact up to 2 to the 53rd, 8 PiB. */
  void add(Metric metric, long value, String... labelValues) {
    add(metric, (double) value, labelValues);
  }

  /** As above, where nothing else was said about this metric. */
  void addDefault(Metric metric, long value, String... labelValues) {
    if (!families.containsKey(metric)) {
      add(metric, value, labelValues);
    }
  }

  /** A snapshot of each family that has samples. */
  List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>(families.size());
    families.forEach((metric, samples) -> snapshots.add(metric.snapshot(samples)));
    return snapshots;
  }
}
