package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Samples about one thing, a region for instance, by family. */
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

  /** Those of one family; possibly none. */
  List<Metric.Sample> of(Metric metric) {
    return families.getOrDefault(metric, List.of());
  }
}
