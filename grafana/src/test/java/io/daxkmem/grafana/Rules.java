package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules and their promtool tests, read from their files. */
final class Rules {
  private Rules() {}

  static final Path FILE = Path.of("rules/dax-kmem.rules.yml");

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
    List<Alert> alerts = new ArrayList<>();
    for (JsonNode group : yaml(FILE).path("groups")) {
      group.path("rules").forEach(rule -> alerts.add(new Alert(rule)));
    }
    return alerts;
  }

  static List<Path> tests() throws IOException {
    try (var files = Files.list(Path.of("rules/tests"))) {
      return files.sorted().toList();
    }
  }

  static List<Expectation> expectations() throws IOException {
    List<Expectation> expectations = new ArrayList<>();
    for (Path file : tests()) {
      for (JsonNode test : yaml(file).path("tests")) {
        for (JsonNode look : test.path("alert_rule_test")) {
          expectations.add(
              new Expectation(look.path("alertname").asText(), !look.path("exp_alerts").isEmpty()));
        }
      }
    }
    return expectations;
  }

  private static JsonNode yaml(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Load load = new Load(LoadSettings.builder().build());
      return new ObjectMapper().valueToTree(load.loadFromInputStream(in));
    }
  }
}
