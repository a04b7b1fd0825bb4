package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@link LinterRule}s on the panels of a dashboard. */
final class PanelRules {
  private PanelRules() {}

  static final String DATASOURCE = "${datasource}";

  private static final Set<String> UNITS =
      Set.of("none", "short", "locale", "bytes", "s", "percentunit");

  /** What some kernels do not count, and what is absent without a right or an operation. */
  private static final Pattern MAY_BE_ABSENT =
      Pattern.compile(
          "failures|transition_seconds|refused|pending|protected|online_bytes|memory_blocks"
              + "|operation|process_");

  static Stream<String> datasource(Dashboard dashboard) {
    return violators(
        dashboard,
        panel ->
            Stream.concat(Stream.of(panel.json()), stream(panel.json().path("targets")))
                .anyMatch(j -> !j.path("datasource").path("uid").asText().equals(DATASOURCE)),
        "does not use the chosen data source");
  }

  static Stream<String> titleAndDescription(Dashboard dashboard) {
    return violators(
        dashboard,
        panel ->
            panel.title().isBlank() || !panel.json().path("description").asText().endsWith("."),
        "has no title, or no sentence as its description");
  }

  static Stream<String> units(Dashboard dashboard) {
    return violators(
        dashboard,
        panel -> !UNITS.contains(panel.defaults().path("unit").asText()),
        "has no unit, or an unknown one");
  }

  static Stream<String> targets(Dashboard dashboard) {
    return violators(dashboard, panel -> panel.queries().isEmpty(), "has no query");
  }

  static Stream<String> refIds(Dashboard dashboard) {
    return violators(
        dashboard,
        panel -> {
          Set<String> ids = new HashSet<>();
          return !stream(panel.json().path("targets"))
              .allMatch(target -> ids.add(target.path("refId").asText()));
        },
        "has two queries with the same refId");
  }

  /** A line alone does not tell how much it is now, and how much it was at most. */
  static Stream<String> legendValues(Dashboard dashboard) {
    return violators(
        dashboard,
        panel ->
            panel.type().equals("timeseries") && panel.json().at("/options/legend/calcs").isEmpty(),
        "has a legend without values");
  }

  static Stream<String> noValue(Dashboard dashboard) {
    return violators(
        dashboard,
        panel ->
            !panel.type().equals("table")
                && panel.queries().stream().anyMatch(q -> MAY_BE_ABSENT.matcher(q.expr()).find())
                && !panel.defaults().hasNonNull("noValue"),
        "does not say what it means that there is no value");
  }

  private static Stream<String> violators(
      Dashboard dashboard, Predicate<Dashboard.Panel> isWrong, String what) {
    return dashboard.panels().stream().filter(isWrong).map(panel -> panel + " " + what);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return array.valueStream();
  }
}
