package io.daxkmem.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alert rules of this folder and their promtool tests, as they are written. */
final class Rules {
  private Rules() {}

  static final Path FILE = Path.of("rules/dax-kmem.rules.yml");

  /** An alert rule. */
  record Alert(String name, String expr, Map<?, ?> labels, Map<?, ?> annotations) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** One look of a promtool test at an alert: does it fire then? */
  record Expectation(String alert, boolean fires) {}

  static List<Alert> alerts() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    for (Map<?, ?> group : maps(load(FILE).get("groups"))) {
      for (Map<?, ?> rule : maps(group.get("rules"))) {
        alerts.add(
            new Alert(
                String.valueOf(rule.get("alert")),
                String.valueOf(rule.get("expr")),
                (Map<?, ?>) rule.get("labels"),
                (Map<?, ?>) rule.get("annotations")));
      }
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
      for (Map<?, ?> test : maps(load(file).get("tests"))) {
        if (test.get("alert_rule_test") != null) {
          for (Map<?, ?> look : maps(test.get("alert_rule_test"))) {
            expectations.add(
                new Expectation(
                    String.valueOf(look.get("alertname")),
                    !maps(look.get("exp_alerts")).isEmpty()));
          }
        }
      }
    }
    return expectations;
  }

  private static Map<?, ?> load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    }
  }

  @SuppressWarnings("unchecked") // YAML that promtool accepts has these shapes
  private static List<Map<?, ?>> maps(Object list) {
    return (List<Map<?, ?>>) list;
  }
}
