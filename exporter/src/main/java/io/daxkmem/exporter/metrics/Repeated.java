package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** A metric of one value; while that stays the same, so does the snapshot. */
final class Repeated {
  private final Metric metric;
  private double value;
  private MetricSnapshot last;

  Repeated(Metric metric) {
    this.metric = metric;
    this.last = metric.snapshot(value);
  }

  synchronized MetricSnapshot snapshot(double now) {
    if (now != value) {
      value = now;
      last = metric.snapshot(now);
    }
    return last;
  }
}
