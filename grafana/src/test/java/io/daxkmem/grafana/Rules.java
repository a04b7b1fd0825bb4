package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules and their promtool tests, read from their files. */
final class Rules {
  private Rules() {}

  static final Path RECORDS = Path.of("rules/dax-kmem.rules.yml");

  static final List<Path> FILES =
      List.of(
          Path.of("rules/dax-kmem.alerts.yml"), RECORDS, Path.of("rules/dax-kmem-clusters.yml"));

  /** An alert rule. */
  record Alert(JsonNode json) {

    String name() {
      return json.path("alert").asText();
    }

    String expr() {
      return json.path("expr").asText();
    }

    String severity() {
      return json.path("labels").path("severity").asText();
    }

    String annotation(String name) {
      return json.path("annotations").path(name).asText();
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** One check of an alert in a promtool test: whether it fires. */
  record Expectation(String alert, boolean fires) {}

  static List<Alert> alerts() throws IOException {
    return json().filter(rule -> rule.has("alert")).map(Alert::new).toList();
  }

  /** All rules. */
  static List<Rule> all() throws IOException {
    return json().map(Rules::rule).toList();
  }

  private static Rule rule(JsonNode json) {
    boolean isAlert = json.has("alert");
    return new Rule(
        json.path(isAlert ? "alert" : "record").asText(),
        isAlert,
        Rule.labels(json.path("labels")),
        json.path("expr").asText());
  }

  /** The names of the recorded metrics. Several rules may record the same. */
  static Set<String> recorded() throws IOException {
    return all().stream()
        .filter(rule -> !rule.isAlert())
        .map(Rule::name)
        .collect(Collectors.toSet());
  }

  /** The expressions of all rules. */
  static List<String> expressions() throws IOException {
    return all().stream().map(Rule::expr).toList();
  }

  private static Stream<JsonNode> json() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : FILES) {
      for (JsonNode group : yaml(file).path("groups")) {
        group.path("rules").forEach(rules::add);
      }
    }
    return rules.stream();
  }

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("rules/tests"))) {
      return files.sorted().toList();
    }
  }

  static List<Expectation> expectations() throws IOException {
    List<Expectation> expectations = new ArrayList<>();
    for (JsonNode look : looks("alert_rule_test")) {
      expectations.add(
          new Expectation(look.path("alertname").asText(), !look.path("exp_alerts").isEmpty()));
    }
    return expectations;
  }

  /** The expressions whose results promtool tests check. */
  static List<String> testedExpressions() throws IOException {
    return looks("promql_expr_test").stream().map(look -> look.path("expr").asText()).toList();
  }

  private static List<JsonNode> looks(String kind) throws IOException {
    List<JsonNode> looks = new ArrayList<>();
    for (Path file : tests()) {
      for (JsonNode test : yaml(file).path("tests")) {
        test.path(kind).forEach(looks::add);
      }
    }
    return looks;
  }

  static JsonNode yaml(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Load load = new Load(LoadSettings.builder().build());
      return new ObjectMapper().valueToTree(load.loadFromInputStream(in));
    }
  }
}
