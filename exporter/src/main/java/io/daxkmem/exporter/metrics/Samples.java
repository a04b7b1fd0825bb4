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

  /** By name and value: client_java checks the characters of a name each time. */
  private final Map<String, Map<String, Labels>> known;

  Samples() {
    this(new HashMap<>());
  }

  private Samples(Map<String, Map<String, Labels>> known) {
    this.known = known;
  }

  /** None yet, to be added all at once with {@link #addAll}. */
  Samples part() {
    return new Samples(known);
  }

  /**
   * @param labelValues in the order of the metric's label names
   */
  void add(Metric metric, double value, String... labelValues) {
    List<String> names = metric.labelNames();
    if (labelValues.length != names.size()) {
      throw new IllegalArgumentException(metric + " has the labels " + names);
    }
    Labels labels = Labels.EMPTY;
    for (int i = 0; i < labelValues.length; i++) {
      labels = labels.merge(label(names.get(i), labelValues[i]));
    }
    families.computeIfAbsent(metric, first -> new ArrayList<>()).add(metric.point(labels, value));
  }

  private Labels label(String name, String value) {
    return known
        .computeIfAbsent(name, first -> new HashMap<>())
        .computeIfAbsent(value, first -> Labels.of(name, value));
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
