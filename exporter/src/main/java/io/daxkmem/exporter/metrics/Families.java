package io.daxkmem.exporter.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts together the families of a scrape. Most scrapes say what the last one said, so a family of
 * the same samples is the same object: whoever writes it need not write it again.
 */
final class Families {

  private record Family(List<List<Metric.Sample>> samples, MetricSnapshot snapshot) {}

  private final Map<Metric, Family> families = new EnumMap<>(Metric.class);
  private List<Samples> last = List.of();

  /**
   * @param all neither they nor the list may be added to any more
   */
  synchronized List<MetricSnapshot> of(List<Samples> all) {
    if (!all.equals(last)) {
      for (Metric metric : Metric.values()) {
        update(metric, samples(all, metric));
      }
      last = all;
    }
    return families.values().stream().map(Family::snapshot).toList();
  }

  private void update(Metric metric, List<List<Metric.Sample>> samples) {
    Family before = families.get(metric);
    if (samples.isEmpty()) {
      families.remove(metric);
    } else if (before == null || !before.samples.equals(samples)) {
      families.put(
          metric,
          new Family(samples, metric.snapshot(samples.stream().flatMap(List::stream).toList())));
    }
  }

  private static List<List<Metric.Sample>> samples(List<Samples> all, Metric metric) {
    List<List<Metric.Sample>> found = new ArrayList<>(all.size());
    for (Samples samples : all) {
      List<Metric.Sample> some = samples.of(metric);
      if (!some.isEmpty()) {
        found.add(some);
      }
    }
    return found;
  }
}
