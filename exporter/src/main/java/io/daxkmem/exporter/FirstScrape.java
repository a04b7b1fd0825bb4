package io.daxkmem.exporter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Knows when another collector was asked for the first time. */
final class FirstScrape implements MultiCollector {
  private final MultiCollector collector;
  private final CountDownLatch collected = new CountDownLatch(1);

  FirstScrape(MultiCollector collector) {
    this.collector = collector;
  }

  @Override
  public MetricSnapshots collect() {
    try {
      return collector.collect();
    } finally {
      collected.countDown();
    }
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return collector.getMetricFamilyDescriptors();
  }

  /** Returns soon where nobody scrapes. */
  void await(Duration most) {
    try {
      var unused = collected.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
