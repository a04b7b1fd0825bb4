package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard in Grafana's classic JSON model. {@code toString} gives its title. */
record Dashboard(JsonNode json) {
  static final Path FOLDER = Path.of("dashboards");

  static Dashboard read(Path file) {
    try {
      return new Dashboard(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of this project. */
  static List<Dashboard> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Dashboard::read)
          .toList();
    }
  }

  /** The one with this uid. */
  static Dashboard of(String uid) throws IOException {
    return all().stream()
        .filter(dashboard -> dashboard.uid().equals(uid))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no dashboard " + uid));
  }

  String uid() {
    return json.path("uid").asText();
  }

  String title() {
    return json.path("title").asText();
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

  Panel panel(String title) {
    return panels().stream()
        .filter(panel -> panel.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no panel " + title));
  }

  List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    json.path("templating").path("list").forEach(node -> variables.add(new Variable(node)));
    return variables;
  }

  /** The queries of panels and annotations. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (Panel panel : panels()) {
      queries.addAll(panel.queries());
    }
    for (JsonNode annotation : json.path("annotations").path("list")) {
      if (annotation.has("expr")) {
        String name = "annotation " + annotation.path("name").asText();
        queries.add(new Query(name, annotation.path("expr").asText(), false));
      }
    }
    return queries;
  }

  @Override
  public String toString() {
    return title();
  }

  /** A panel. {@code toString} gives its title. */
  record Panel(JsonNode json) {

    String type() {
      return json.path("type").asText();
    }

    String title() {
      return json.path("title").asText();
    }

    JsonNode defaults() {
      return json.path("fieldConfig").path("defaults");
    }

    /** Whether what it draws are bars over time. */
    boolean hasBars() {
      return defaults().path("custom").path("drawStyle").asText().equals("bars");
    }

    List<Query> queries() {
      List<Query> queries = new ArrayList<>();
      for (JsonNode target : json.path("targets")) {
        queries.add(
            new Query(
                title() + " " + target.path("refId").asText(),
                target.path("expr").asText(),
                target.path("instant").asBoolean()));
      }
      return queries;
    }

    @Override
    public String toString() {
      return title();
    }
  }

  /**
   * A query of a panel or annotation, which {@code name} tells.
   *
   * @param instant whether it is evaluated at the end of the time range, not all over it
   */
  record Query(String name, String expr, boolean instant) {

    List<Selector> selectors() {
      return Selector.in(expr);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A variable. {@code toString} gives its name. */
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
