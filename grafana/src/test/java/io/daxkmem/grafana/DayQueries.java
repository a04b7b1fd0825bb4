package io.daxkmem.grafana;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All queries by name: {@code dax-kmem-fleet: Regions A}, {@code alert: DaxRegionVanished,
 * severity=warning}, {@code rule: instance:dax_kmem_regions:count}. Of panels with the same title,
 * all but the first have a number.
 */
final class DayQueries {
  /** What the names of alerts begin with. */
  static final String ALERT = "alert: ";

  /** What the names of recording rules begin with. */
  static final String RULE = "rule: ";

  private DayQueries() {}

  /** Everything of the day is selected, and in one interval. */
  private static final Map<String, String> DAY =
      DashboardQueries.all(Duration.ofDays(1), Duration.ofHours(1));

  static DashboardQueries of(Dashboard dashboard) {
    return new DashboardQueries(dashboard, DAY);
  }

  /** Those of panels and annotations. */
  static Map<String, String> of(List<Dashboard> dashboards) {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Dashboard dashboard : dashboards) {
      for (Dashboard.Query query : of(dashboard).ofPanels()) {
        put(queries, dashboard.uid() + ": " + query.name(), query.expr());
      }
    }
    return queries;
  }

  static Map<String, String> ofRules(List<Rule> rules) {
    Map<String, String> queries = new LinkedHashMap<>();
    for (Rule rule : rules) {
      String name = name(rule);
      if (queries.put(name, rule.expr()) != null) {
        throw new IllegalArgumentException("Two rules are " + name);
      }
    }
    return queries;
  }

  private static String name(Rule rule) {
    StringBuilder name = new StringBuilder(rule.isAlert() ? ALERT : RULE).append(rule.name());
    rule.labels().forEach((label, value) -> name.append(", " + label + "=" + value));
    return name.toString();
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
