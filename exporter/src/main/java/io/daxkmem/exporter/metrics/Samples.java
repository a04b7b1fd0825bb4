package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples of a scrape by metric family. */
final class Samples {
  private final Map<Metric, List<DataPointSnapshot>> families = new EnumMap<>(Metric.class);

  /** Many metrics have the same ones, and client_java checks all names each time. */
  private final Map<List<List<String>>, Labels> known = new HashMap<>();

  /**
   * @param labelValues in the order of the metric's label names
   */
  void add(Metric metric, double value, String... labelValues) {
    List<List<String>> namesAndValues = List.of(metric.labelNames(), List.of(labelValues));
    Labels labels =
        known.computeIfAbsent(namesAndValues, both -> Labels.of(both.get(0), both.get(1)));
    families.computeIfAbsent(metric, first -> new ArrayList<>()).add(metric.point(labels, value));
  }

  /** See {@link #add(Metric, double, String...)}. Exact up to 2<sup>53</sup>, 8 PiB. */
  void add(Metric metric, long value, String... labelValues) {
    add(metric, (double) value, labelValues);
  }

  /** Adds a sample if the metric has none yet. */
  void addDefault(Metric metric, long value, String... labelValues) {
    if (!families.containsKey(metric)) {
      add(metric, value, labelValues);
    }
  }

  /** Adds all samples of another. */
  void addAll(Samples others) {
    others.families.forEach(
        (metric, points) ->
            families.computeIfAbsent(metric, first -> new ArrayList<>()).addAll(points));
  }

  /** A snapshot of each family that has samples. */
  List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> snapshots = new ArrayList<>(families.size());
    families.forEach((metric, points) -> snapshots.add(metric.snapshot(points)));
    return snapshots;
  }
}
