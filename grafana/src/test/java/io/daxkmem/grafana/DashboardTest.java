package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the rules of Grafana's dashboard linter and of provisioned dashboards. */
class DashboardTest {

  private static final Path FILE = Path.of("dashboards/dax-regions.json");
  private static final String DATASOURCE = "${datasource}";
  private static final Set<String> UNITS = Set.of("none", "short", "bytes", "s");

  private static final Pattern CODED =
      Pattern.compile("(\\d+) \\* max by \\(instance, device\\) \\(\\w+\\{[^}]*\"(\\w+)\"}\\)");

  private final Dashboard dashboard;

  DashboardTest() throws IOException {
    dashboard = Dashboard.read(FILE);
  }

  @Test
  void itCanBeProvisioned() {
    JsonNode json = dashboard.json();
    assertThat(json.path("schemaVersion").asInt()).isEqualTo(42);
    assertThat(json.path("uid").asText()).isEqualTo("dax-kmem-regions");
    assertThat(json.has("id")).isFalse();
    assertThat(json.path("editable").asBoolean(true)).isFalse();
  }

  @Test
  void theDataSourceIsChosenByAVariable() {
    JsonNode datasource = dashboard.variable("datasource").json();
    assertThat(datasource.path("type").asText()).isEqualTo("datasource");
    assertThat(datasource.path("query").asText()).isEqualTo("prometheus");
    assertThat(datasource.path("label").asText()).isEqualTo("Data source");
  }

  @Test
  void jobInstanceAndDeviceAreChosenByVariables() {
    for (String name : List.of("job", "instance", "device")) {
      JsonNode variable = dashboard.variable(name).json();
      assertThat(variable.path("type").asText()).as(name).isEqualTo("query");
      assertThat(variable.path("label").asText()).as(name).isEqualToIgnoringCase(name);
      assertThat(variable.path("label").asText()).as(name).matches("[A-Z].*");
      assertThat(variable.path("datasource").path("uid").asText()).as(name).isEqualTo(DATASOURCE);
      assertThat(variable.path("multi").asBoolean()).as(name).isTrue();
      assertThat(variable.path("includeAll").asBoolean()).as(name).isTrue();
      assertThat(variable.path("allValue").asText()).as(name).isEqualTo(".+");
      assertThat(variable.path("refresh").asInt()).as(name + " on time range").isEqualTo(2);
    }
  }

  @Test
  void panelsHaveTitleAndDescription() {
    assertThat(dashboard.panels()).isNotEmpty();
    for (Dashboard.Panel panel : dashboard.panels()) {
      assertThat(panel.title()).as(panel.json().path("id").asText()).isNotBlank();
      assertThat(panel.json().path("description").asText()).as(panel.title()).endsWith(".");
      assertThat(unit(panel)).as(panel.title()).isIn(UNITS);
    }
  }

  @Test
  void panelsAndTheirQueriesUseTheChosenDataSource() {
    for (Dashboard.Panel panel : dashboard.panels()) {
      assertThat(panel.targets()).as(panel.title()).isNotEmpty();
      Stream.concat(Stream.of(panel.json()), panel.targets().stream().map(Dashboard.Target::json))
          .forEach(
              json ->
                  assertThat(json.path("datasource").path("uid").asText())
                      .as(panel.title())
                      .isEqualTo(DATASOURCE));
    }
  }

  @Test
  void panelsHaveUniqueIdsAndDoNotOverlap() {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.json().path("panels")) {
      String title = panel.path("title").asText();
      assertThat(ids.add(panel.path("id").asInt())).as("id of " + title).isTrue();
      JsonNode at = panel.path("gridPos");
      int x = at.path("x").asInt();
      int y = at.path("y").asInt();
      assertThat(x + at.path("w").asInt()).as("right edge of " + title).isBetween(1, 24);
      for (int column = x; column < x + at.path("w").asInt(); column++) {
        for (int line = y; line < y + at.path("h").asInt(); line++) {
          assertThat(cells.add(List.of(column, line))).as("place of " + title).isTrue();
        }
      }
    }
  }

  @Test
  void queriesOfAPanelHaveUniqueRefIds() {
    for (Dashboard.Panel panel : dashboard.panels()) {
      assertThat(panel.targets()).extracting(Dashboard.Target::refId).doesNotHaveDuplicates();
    }
  }

  @Test
  void selectorsFilterByTheVariables() {
    for (Dashboard.Target target : targets()) {
      assertThat(Selector.in(target.expr())).as(target.toString()).isNotEmpty();
      for (Selector selector : Selector.in(target.expr())) {
        assertThat(selector.matchers())
            .as(target.toString())
            .startsWith("job=~\"$job\",instance=~\"$instance\"");
        if (selector.metric().startsWith("dax_kmem_region_")) {
          assertThat(selector.matchers()).as(target.toString()).contains("device=~\"$device\"");
        }
      }
    }
  }

  @Test
  void variablesFilterByTheOnesBeforeThem() {
    assertThat(dashboard.variable("instance").query()).contains("{job=~\"$job\"}");
    assertThat(dashboard.variable("device").query())
        .contains("{job=~\"$job\",instance=~\"$instance\"}");
  }

  @Test
  void countersAreShownAsRateOrIncrease() {
    for (Dashboard.Target target : targets()) {
      for (Selector selector : Selector.in(target.expr())) {
        if (selector.isCounter()) {
          assertThat(selector.function()).as(target.toString()).isIn("rate", "irate", "increase");
        }
      }
    }
  }

  @Test
  void rangesFitTheScrapeInterval() {
    for (Dashboard.Target target : targets()) {
      for (Selector selector : Selector.in(target.expr())) {
        switch (selector.function()) {
          case "rate", "irate" ->
              assertThat(selector.range()).as(target.toString()).isEqualTo("$__rate_interval");
          default ->
              assertThat(selector.range())
                  .as(target.toString())
                  .isIn("", "$__rate_interval", "$__range");
        }
      }
    }
  }

  @Test
  void everyStateHasAColour() {
    assertThat(codes("State"))
        .containsExactlyInAnyOrderEntriesOf(mappings("State"))
        .containsOnlyKeys(IntStream.rangeClosed(1, RegionState.values().length).boxed().toList());
    assertThat(codes("State").values())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RegionState.values()).map(RegionState::text).toList());
  }

  @Test
  void everyTransitionAndNoneHaveAColour() {
    Map<Integer, String> codes = codes("Pending transition");
    assertThat(codes.values())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Transition.values()).map(Transition::text).toList());
    codes.put(0, "none");
    assertThat(mappings("Pending transition")).containsExactlyInAnyOrderEntriesOf(codes);
  }

  /** The meaning of each number in the expression of a state timeline. */
  private Map<Integer, String> codes(String title) {
    Map<Integer, String> codes = new TreeMap<>();
    Matcher term = CODED.matcher(panel(title).targets().get(0).expr());
    while (term.find()) {
      codes.put(Integer.valueOf(term.group(1)), term.group(2));
    }
    return codes;
  }

  /** The text shown for each number. */
  private Map<Integer, String> mappings(String title) {
    JsonNode options =
        panel(title).json().at("/fieldConfig/defaults/mappings").path(0).path("options");
    return options.properties().stream()
        .collect(
            Collectors.toMap(
                mapping -> Integer.valueOf(mapping.getKey()),
                mapping -> mapping.getValue().path("text").asText()));
  }

  private Dashboard.Panel panel(String title) {
    Predicate<Dashboard.Panel> titled = panel -> panel.title().equals(title);
    return dashboard.panels().stream().filter(titled).findFirst().orElseThrow();
  }

  private static String unit(Dashboard.Panel panel) {
    return panel.json().at("/fieldConfig/defaults/unit").asText();
  }

  private List<Dashboard.Target> targets() {
    return dashboard.panels().stream().flatMap(panel -> panel.targets().stream()).toList();
  }
}
