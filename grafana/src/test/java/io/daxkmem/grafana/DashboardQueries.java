package io.daxkmem.grafana;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of a dashboard with its variables replaced, as Grafana would send them. */
final class DashboardQueries {

  /** Grafana leaves $1 and so on to label_replace(). */
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|([A-Za-z_]\\w*))");

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

  private final Dashboard dashboard;
  private final Map<String, String> values;

  /**
   * @param values of all variables that the dashboard uses, built-in ones included, by name without
   *     the dollar sign; {@link #ALL} selects everything
   */
  DashboardQueries(Dashboard dashboard, Map<String, String> values) {
    this.dashboard = dashboard;
    this.values = Map.copyOf(values);
  }

  /** Everything selected, and a time range of a week. */
  static final Map<String, String> ALL = all(Duration.ofDays(7), Duration.ofMinutes(10));

  /**
   * Everything selected.
   *
   * @param interval between two points of a graph
   */
  static Map<String, String> all(Duration range, Duration interval) {
    return Map.of(
        "cluster",
        ".*",
        "job",
        ".+",
        "instance",
        ".+",
        "device",
        ".+",
        "__interval",
        interval.toSeconds() + "s",
        "__rate_interval",
        interval.toSeconds() + "s",
        "__range",
        range.toSeconds() + "s");
  }

  /** A variable's query for the values of a label. */
  record LabelValues(String variable, String selector, String label) {}

  /** Of panels and annotations. */
  List<Dashboard.Query> ofPanels() {
    return dashboard.queries().stream()
        .map(query -> new Dashboard.Query(query.name(), substitute(query.expr()), query.instant()))
        .toList();
  }

  List<LabelValues> ofVariables() {
    List<LabelValues> queries = new ArrayList<>();
    for (Dashboard.Variable variable : dashboard.variables()) {
      if (variable.isQuery()) {
        Matcher query = LABEL_VALUES.matcher(variable.query());
        if (!query.matches()) {
          throw new IllegalArgumentException(
              "The variable " + variable + " has no query label_values(selector, label)");
        }
        queries.add(new LabelValues(variable.name(), substitute(query.group(1)), query.group(2)));
      }
    }
    return queries;
  }

  private String substitute(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1) != null ? found.group(1) : found.group(2);
              String value = values.get(name);
              if (value == null) {
                throw new IllegalArgumentException(
                    "No value was given for $" + name + " in " + text);
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
