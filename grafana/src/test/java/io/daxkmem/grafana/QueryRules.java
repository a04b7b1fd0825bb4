package io.daxkmem.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@link LinterRule}s on the queries of a dashboard. */
final class QueryRules {
  private QueryRules() {}

  private static final Set<String> RATES = Set.of("rate", "irate");

  static Stream<String> rateInterval(Dashboard dashboard) {
    return violators(
        dashboard,
        selector ->
            RATES.contains(selector.function()) && !selector.range().equals("$__rate_interval"),
        "has a rate over another range than $__rate_interval");
  }

  static Stream<String> counters(Dashboard dashboard) {
    return violators(
        dashboard,
        selector ->
            selector.isCounter()
                && !RATES.contains(selector.function())
                && !selector.function().equals("increase"),
        "shows a counter as it is");
  }

  /** Checks that the selectors of some metrics have a matcher. */
  static Stream<String> matched(
      Dashboard dashboard, String matcher, Predicate<String> isOfInterest) {
    return violators(
        dashboard,
        selector ->
            isOfInterest.test(selector.metric())
                && !List.of(selector.matchers().split(",", -1)).contains(matcher),
        "has a selector without " + matcher);
  }

  /** With {@code $__rate_interval} the bars overlap and count too much. */
  static Stream<String> barInterval(Dashboard dashboard) {
    List<String> wrong = new ArrayList<>();
    for (Dashboard.Panel panel : dashboard.panels()) {
      if (panel.hasBars()) {
        for (Dashboard.Query query : panel.queries()) {
          if (query.selectors().stream().anyMatch(s -> !s.range().equals("$__interval"))) {
            wrong.add(query + " has bars that are not over $__interval");
          }
        }
        if (!panel.json().hasNonNull("interval")) {
          wrong.add(panel + " has bars that may be shorter than two scrapes");
        }
      }
    }
    return wrong.stream();
  }

  private static Stream<String> violators(
      Dashboard dashboard, Predicate<Selector> isWrong, String what) {
    return dashboard.queries().stream()
        .filter(query -> query.selectors().stream().anyMatch(isWrong))
        .map(query -> query + " " + what);
  }
}
