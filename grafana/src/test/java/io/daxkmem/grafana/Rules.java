package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules and their promtool tests, read from their files. */
final class Rules {
  private Rules() {}

  private static final Path ALERTS = Path.of("rules/dax-kmem.alerts.yml");
  static final Path RECORDS = Path.of("rules/dax-kmem.rules.yml");

  private static final Path CLUSTERS = Path.of("rules/dax-kmem-clusters.yml");

  static final List<Path> FILES = List.of(ALERTS, RECORDS, CLUSTERS);

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

  /** A recording rule. Several may record the same metric. */
  record Recording(String metric, String expr) {}

  /** One check of an alert in a promtool test: whether it fires. */
  record Expectation(String alert, boolean fires) {}

  static List<Alert> alerts() throws IOException {
    return Stream.concat(rules(ALERTS), rules(CLUSTERS)).map(Alert::new).toList();
  }

  static List<Recording> recordings() throws IOException {
    return rules(RECORDS)
        .map(rule -> new Recording(rule.path("record").asText(), rule.path("expr").asText()))
        .toList();
  }

  /** The expressions of all rules. */
  static List<String> expressions() throws IOException {
    return Stream.concat(
            alerts().stream().map(Alert::expr), recordings().stream().map(Recording::expr))
        .toList();
  }

  private static Stream<JsonNode> rules(Path file) throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : yaml(file).path("groups")) {
      group.path("rules").forEach(rules::add);
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
