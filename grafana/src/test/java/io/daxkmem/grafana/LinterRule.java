package io.daxkmem.grafana;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules of Grafana's dashboard linter, named as there, except target-promql-rule, which {@link
 * PromtoolIT} checks; and below them this project's own.
 */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum LinterRule {
  TEMPLATE_DATASOURCE_RULE(VariableRules::datasource),
  TEMPLATE_JOB_RULE(dashboard -> VariableRules.chosenBy(dashboard, "job")),
  TEMPLATE_INSTANCE_RULE(dashboard -> VariableRules.chosenBy(dashboard, "instance")),
  TEMPLATE_LABEL_PROMQL_RULE(VariableRules::labelValues),
  TEMPLATE_ON_TIME_CHANGE_RELOAD_RULE(VariableRules::reloaded),
  PANEL_DATASOURCE_RULE(PanelRules::datasource),
  PANEL_TITLE_DESCRIPTION_RULE(PanelRules::titleAndDescription),
  PANEL_UNITS_RULE(PanelRules::units),
  PANEL_NO_TARGETS_RULE(PanelRules::targets),
  TARGET_RATE_INTERVAL_RULE(QueryRules::rateInterval),
  TARGET_JOB_RULE(dashboard -> QueryRules.matched(dashboard, "job=~\"$job\"", all -> true)),
  TARGET_INSTANCE_RULE(
      dashboard -> QueryRules.matched(dashboard, "instance=~\"$instance\"", all -> true)),
  TARGET_COUNTER_AGG_RULE(QueryRules::counters),
  UNEDITABLE_DASHBOARD(DashboardRules::uneditable),

  PROVISIONABLE(DashboardRules::provisionable),
  PLACES(DashboardRules::places),
  LINKS(DashboardRules::links),
  TEMPLATE_CHAIN(VariableRules::chain),
  LEGEND_VALUES(PanelRules::legendValues),
  NO_VALUE(PanelRules::noValue),
  REF_IDS(PanelRules::refIds),
  TARGET_CLUSTER(dashboard -> QueryRules.matched(dashboard, "cluster=~\"$cluster\"", all -> true)),
  TARGET_DEVICE(
      dashboard ->
          QueryRules.matched(
              dashboard, "device=~\"$device\"", metric -> metric.startsWith("dax_kmem_region_"))),
  BAR_INTERVAL(QueryRules::barInterval);

  private final Function<Dashboard, Stream<String>> check;

  LinterRule(Function<Dashboard, Stream<String>> check) {
    this.check = check;
  }

  /** What is wrong with a dashboard, one sentence each. */
  List<String> violations(Dashboard dashboard) {
    return check.apply(dashboard).toList();
  }

  /** Its name in the file {@code .lint}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
