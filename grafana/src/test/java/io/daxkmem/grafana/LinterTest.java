package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards follow all {@link LinterRule}s, and each rule finds what it is for. */
class LinterTest {

  static List<Dashboard> dashboards() throws IOException {
    return Dashboard.all();
  }

  /** An exclusion that is not needed is a violation, too. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void noRuleIsViolatedUnlessExcluded(Dashboard dashboard) throws IOException {
    LinterExclusions exclusions = LinterExclusions.read();
    for (LinterRule rule : LinterRule.values()) {
      if (exclusions.contain(rule, dashboard)) {
        assertThat(rule.violations(dashboard)).as(rule.text()).isNotEmpty();
      } else {
        assertThat(rule.violations(dashboard)).as(rule.text()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenCopyViolatesItsRuleAndNoOther(LinterRule rule) throws IOException {
    Dashboard copy = new Dashboard(Dashboard.of("dax-kmem-region").json().deepCopy());

    damage(rule, copy);

    assertThat(Arrays.stream(LinterRule.values()).filter(r -> !r.violations(copy).isEmpty()))
        .containsExactly(rule);
  }

  private static void damage(LinterRule rule, Dashboard copy) {
    ObjectNode json = (ObjectNode) copy.json();
    ObjectNode panel = (ObjectNode) copy.panel("Failed transitions").json();
    ObjectNode duration = (ObjectNode) copy.panel("Transition duration").json();
    switch (rule) {
      case TEMPLATE_DATASOURCE_RULE -> variable(copy, "datasource").put("label", "Source");
      case TEMPLATE_JOB_RULE -> variable(copy, "job").put("allValue", ".*");
      case TEMPLATE_INSTANCE_RULE -> variable(copy, "instance").put("multi", false);
      case TEMPLATE_LABEL_PROMQL_RULE ->
          replace(variable(copy, "device"), "label_values", "values");
      case TEMPLATE_ON_TIME_CHANGE_RELOAD_RULE -> variable(copy, "device").put("refresh", 1);
      case PANEL_DATASOURCE_RULE -> panel.withObject("datasource").put("uid", "prometheus");
      case PANEL_TITLE_DESCRIPTION_RULE -> panel.put("description", "");
      case PANEL_UNITS_RULE -> panel.withObject("/fieldConfig/defaults").put("unit", "pieces");
      case PANEL_NO_TARGETS_RULE -> panel.putArray("targets");
      case TARGET_RATE_INTERVAL_RULE -> replace(duration, "[$__rate_interval]", "[5m]");
      case TARGET_JOB_RULE -> replace(panel, "job=~\"$job\",", "");
      case TARGET_INSTANCE_RULE -> replace(panel, "instance=~\"$instance\",", "");
      case TARGET_COUNTER_AGG_RULE -> replace(duration, "rate(", "last_over_time(");
      case UNEDITABLE_DASHBOARD -> json.put("editable", true);
      case PROVISIONABLE -> json.put("id", 1);
      case PLACES -> panel.withObject("gridPos").put("x", 1);
      case LINKS -> {
        ObjectNode link = panel.withObject("/fieldConfig/defaults").withArray("links").addObject();
        link.put("url", "/d/dax-regions?${datasource:queryparam}&${__url_time_range}");
      }
      case TEMPLATE_CHAIN -> replace(variable(copy, "device"), "cluster=~\"$cluster\",", "");
      case LEGEND_VALUES -> panel.withObject("/options/legend").putArray("calcs");
      case NO_VALUE -> panel.withObject("/fieldConfig/defaults").remove("noValue");
      case REF_IDS -> {
        ArrayNode targets = panel.withArray("targets");
        targets.add(targets.get(0).deepCopy());
      }
      case TARGET_CLUSTER -> replace(panel, "cluster=~\"$cluster\",", "");
      case TARGET_DEVICE -> replace(panel, ",device=~\"$device\"", "");
      case BAR_INTERVAL -> replace(panel, "[$__interval]", "[$__rate_interval]");
    }
  }

  private static ObjectNode variable(Dashboard dashboard, String name) {
    return dashboard.variables().stream()
        .filter(variable -> variable.name().equals(name))
        .map(variable -> (ObjectNode) variable.json())
        .findFirst()
        .orElseThrow();
  }

  /** Replaces text in the query of a variable, or in the first query of a panel. */
  private static void replace(ObjectNode json, String old, String replacement) {
    JsonNode target = json.has("targets") ? json.path("targets").path(0) : json.path("query");
    String field = json.has("targets") ? "expr" : "query";
    String text = target.path(field).asText();
    assertThat(text).contains(old);
    ((ObjectNode) target).put(field, text.replace(old, replacement));
  }
}
