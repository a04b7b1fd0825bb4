package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Transition;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every state and transition is drawn, in a colour of its own. */
class DashboardTest {
  private static final Pattern CODED =
      Pattern.compile("(\\d+) \\* max by \\([^)]*\\) \\(\\w+\\{[^}]*\"(\\w+)\"}\\)");

  private static final List<String> STATES =
      Arrays.stream(RegionState.values()).map(RegionState::text).toList();
  private static final List<String> TRANSITIONS =
      Arrays.stream(Transition.values()).map(Transition::text).toList();

  private final Dashboard region;
  private final Dashboard fleet;

  DashboardTest() throws IOException {
    region = Dashboard.of("dax-kmem-region");
    fleet = Dashboard.of("dax-kmem-fleet");
  }

  @Test
  void everyStateHasAColour() {
    assertThat(codes("State"))
        .containsExactlyInAnyOrderEntriesOf(mappings("State"))
        .containsOnlyKeys(IntStream.rangeClosed(1, STATES.size()).boxed().toList());
    assertThat(codes("State").values()).containsExactlyInAnyOrderElementsOf(STATES);
    assertThat(colours(fleet.panel("Regions by state")))
        .containsOnlyKeys(STATES)
        .doesNotContainValue("");
  }

  @Test
  void everyTransitionAndNoneHaveAColour() {
    Map<Integer, String> codes = codes("Pending transition");
    assertThat(codes.values()).containsExactlyInAnyOrderElementsOf(TRANSITIONS);
    codes.put(0, "none");
    assertThat(mappings("Pending transition")).containsExactlyInAnyOrderEntriesOf(codes);
    for (Dashboard dashboard : List.of(fleet, region)) {
      assertThat(colours(dashboard.panel("Transitions")))
          .containsOnlyKeys(TRANSITIONS)
          .doesNotContainValue("");
    }
  }

  /** The meaning of each number in the expression of a state timeline. */
  private Map<Integer, String> codes(String title) {
    Map<Integer, String> codes = new TreeMap<>();
    Matcher term = CODED.matcher(region.panel(title).queries().get(0).expr());
    while (term.find()) {
      codes.put(Integer.valueOf(term.group(1)), term.group(2));
    }
    return codes;
  }

  /** The text shown for each number. */
  private Map<Integer, String> mappings(String title) {
    JsonNode options = region.panel(title).defaults().path("mappings").path(0).path("options");
    return options.properties().stream()
        .collect(
            Collectors.toMap(
                mapping -> Integer.valueOf(mapping.getKey()),
                mapping -> mapping.getValue().path("text").asText()));
  }

  /** The colour of each series, by its name. */
  private static Map<String, String> colours(Dashboard.Panel panel) {
    return panel
        .json()
        .at("/fieldConfig/overrides")
        .valueStream()
        .collect(
            Collectors.toMap(
                override -> override.at("/matcher/options").asText(),
                override -> override.at("/properties/0/value/fixedColor").asText()));
  }
}
