package io.daxkmem.exporter.web;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A registry whose collectors are not interrupted when the client is cut off. */
final class UndisturbedRegistry extends PrometheusRegistry {
  private final PrometheusRegistry registry;
  private final RequestThreads threads;

  UndisturbedRegistry(PrometheusRegistry registry, RequestThreads threads) {
    this.registry = registry;
    this.threads = threads;
  }

  @Override
  public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
    return undisturbed(() -> registry.scrape(request));
  }

  @Override
  public MetricSnapshots scrape(
      Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
    return undisturbed(() -> registry.scrape(names, request));
  }

  private MetricSnapshots undisturbed(RequestThreads.Work<MetricSnapshots> scrape) {
    try {
      return threads.undisturbed(scrape);
    } catch (IOException e) {
      // just cut off: the connection is closed, so nobody reads this
      return new MetricSnapshots();
    }
  }
}
