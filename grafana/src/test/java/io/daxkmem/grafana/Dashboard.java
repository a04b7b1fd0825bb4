package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A dashboard in Grafana's classic JSON model. */
record Dashboard(JsonNode json) {

  static Dashboard read(Path file) throws IOException {
    return new Dashboard(new ObjectMapper().readTree(file.toFile()));
  }

  /** All panels in order, including those inside rows, without the rows themselves. */
  List<Panel> panels() {
    List<Panel> panels = new ArrayList<>();
    collect(json.path("panels"), panels);
    return panels;
  }

  private static void collect(JsonNode list, List<Panel> panels) {
    for (JsonNode panel : list) {
      if (panel.path("type").asText().equals("row")) {
        collect(panel.path("panels"), panels);
      } else {
        panels.add(new Panel(panel));
      }
    }
  }

  List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    json.path("templating").path("list").forEach(node -> variables.add(new Variable(node)));
    return variables;
  }

  Variable variable(String name) {
    return variables().stream()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no variable " + name));
  }

  /** A panel. {@code toString} gives its name for test reports. */
  record Panel(JsonNode json) {

    String title() {
      return json.path("title").asText();
    }

    List<Target> targets() {
      List<Target> targets = new ArrayList<>();
      json.path("targets").forEach(node -> targets.add(new Target(this, node)));
      return targets;
    }

    @Override
    public String toString() {
      return title();
    }
  }

  /** A query of a panel. */
  record Target(Panel panel, JsonNode json) {

    String refId() {
      return json.path("refId").asText();
    }

    String expr() {
      return json.path("expr").asText();
    }

    @Override
    public String toString() {
      return panel + " " + refId();
    }
  }

  /** A variable of the dashboard. */
  record Variable(JsonNode json) {

    String name() {
      return json.path("name").asText();
    }

    boolean isQuery() {
      return json.path("type").asText().equals("query");
    }

    String query() {
      return json.path("query").path("query").asText();
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
