package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The file {@code .lint} beside the dashboards, in the format of Grafana's dashboard linter. */
record LinterExclusions(JsonNode rules) {

  static LinterExclusions read() throws IOException {
    return new LinterExclusions(Rules.yaml(Dashboard.FOLDER.resolve(".lint")).path("exclusions"));
  }

  /** Whether a rule does not apply to a dashboard. */
  boolean contain(LinterRule rule, Dashboard dashboard) {
    return rules
        .path(rule.text())
        .path("entries")
        .valueStream()
        .anyMatch(entry -> entry.path("dashboard").asText().equals(dashboard.title()));
  }
}
