package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@link LinterRule}s on the variables of a dashboard. */
final class VariableRules {
  private VariableRules() {}

  static Stream<String> datasource(Dashboard dashboard) {
    return dashboard.variables().stream()
            .map(Dashboard.Variable::json)
            .anyMatch(
                json ->
                    text(json, "type").equals("datasource")
                        && text(json, "query").equals("prometheus")
                        && text(json, "name").equals("datasource")
                        && text(json, "label").equals("Data source"))
        ? Stream.empty()
        : Stream.of("no variable datasource, labelled Data source");
  }

  /** Checks that a label can be chosen by a variable of the same name. */
  static Stream<String> chosenBy(Dashboard dashboard, String name) {
    List<String> wrong = new ArrayList<>();
    for (Dashboard.Variable variable : dashboard.variables()) {
      if (variable.name().equals(name)) {
        JsonNode json = variable.json();
        String label = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        expect(json, "type", "query", wrong);
        expect(json, "label", label, wrong);
        expect(json, "multi", "true", wrong);
        expect(json, "allValue", ".+", wrong);
        if (!text(json.path("datasource"), "uid").equals(PanelRules.DATASOURCE)) {
          wrong.add(name + " has another data source");
        }
        return wrong.stream();
      }
    }
    return Stream.of("no variable " + name);
  }

  private static void expect(JsonNode json, String field, String value, List<String> wrong) {
    if (!text(json, field).equals(value)) {
      wrong.add("%s has the %s %s".formatted(text(json, "name"), field, text(json, field)));
    }
  }

  static Stream<String> labelValues(Dashboard dashboard) {
    return queries(dashboard)
        .filter(v -> !v.query().matches("label_values\\([\\w:]+(\\{[^}]*})?, " + v.name() + "\\)"))
        .map(variable -> variable + " has the query " + variable.query());
  }

  static Stream<String> reloaded(Dashboard dashboard) {
    return queries(dashboard)
        .filter(variable -> variable.json().path("refresh").asInt() != 2)
        .map(variable -> variable + " is not reloaded when the time range changes");
  }

  /** Each variable but the first offers only values that go with those before it. */
  static Stream<String> chain(Dashboard dashboard) {
    List<String> wrong = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (Dashboard.Variable variable : queries(dashboard).toList()) {
      for (String earlier : before) {
        if (!variable.query().contains(earlier + "=~\"$" + earlier + "\"")) {
          wrong.add(variable + " does not depend on " + earlier);
        }
      }
      before.add(variable.name());
    }
    return wrong.stream();
  }

  private static Stream<Dashboard.Variable> queries(Dashboard dashboard) {
    return dashboard.variables().stream().filter(Dashboard.Variable::isQuery);
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asText();
  }
}
