package io.daxkmem.grafana;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All queries by name: {@code dax-kmem-fleet: Regions A}, {@code rule: DaxRegionVanished}. Of those
 * with the same name, all but the first have a number.
 */
final class DayQueries {
  private DayQueries() {}

  /** Everything of the day is selected, and in one interval. */
  private static final Map<String, String> DAY =
      DashboardQueries.all(Duration.ofDays(1), Duration.ofHours(1));

  static DashboardQueries of(Dashboard dashboard) {
    return new DashboardQueries(dashboard, DAY);
  }

  /** Those of panels and annotations. */
  static Map<String, String> ofDashboards() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Query query : of(dashboard).ofPanels()) {
        put(queries, dashboard.uid() + ": " + query.name(), query.expr());
      }
    }
    return queries;
  }

  /** Those of rules as they are in the files. */
  static Map<String, String> ofRules() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    Rules.alerts().forEach(alert -> putRule(queries, alert.name(), alert.expr()));
    Rules.recordings().forEach(rule -> putRule(queries, rule.metric(), rule.expr()));
    return queries;
  }

  /** Those of rules as Prometheus has them. */
  static Map<String, String> ofRules(List<Prometheus.Rule> rules) {
    Map<String, String> queries = new LinkedHashMap<>();
    rules.forEach(rule -> putRule(queries, rule.name(), rule.query()));
    return queries;
  }

  private static void putRule(Map<String, String> queries, String name, String query) {
    put(queries, "rule: " + name, query);
  }

  /** Two panels may show the same. */
  private static void put(Map<String, String> queries, String name, String query) {
    String own = name;
    for (int i = 2; !query.equals(queries.getOrDefault(own, query)); i++) {
      own = name + " (" + i + ")";
    }
    queries.put(own, query);
  }
}
