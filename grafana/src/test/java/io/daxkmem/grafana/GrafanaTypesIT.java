package io.daxkmem.grafana;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards are of Grafana's own types. Needs npm. */
class GrafanaTypesIT {

  /** What is wrong with a copy of the region dashboard. */
  private static final Map<String, Consumer<Dashboard>> DAMAGES =
      Map.of(
          "noSuchKey", copy -> object(copy, "").put("titel", "A title"),
          "noSuchPanel", copy -> panel(copy, "State").put("type", "statetimeline").remove("options"),
          "noSuchOption", copy -> object(copy, "State", "/options").put("rowheight", 0.5),
          "noSuchValue", copy -> object(copy, "State", "/options").put("showValue", "sometimes"),
          "noSuchField", copy -> object(copy, "State", "/fieldConfig/defaults").put("units", "s"),
          "noSuchStyle",
              copy -> object(copy, "Transitions", "/fieldConfig/defaults/custom").put("draw", ""),
          "noSuchOverride",
              copy ->
                  object(copy, "Transitions", "/fieldConfig/overrides/0/properties/0")
                      .put("id", "custom.colour"),
          "noSuchFormat", copy -> object(copy, "State", "/targets/0").put("format", "rows"),
          "noSuchRefresh", copy -> object(copy, "/templating/list/1").put("refresh", 7),
          "annotationWithoutColour",
              copy -> object(copy, "/annotations/list/1").remove("iconColor"));

  @Test
  void theDashboardsAreAllowed(@TempDir Path folder) throws Exception {
    assertThat(
            GrafanaTypes.install(folder)
                .errors(
                    Dashboard.all().stream().collect(toMap(Dashboard::uid, Function.identity()))))
        .isEmpty();
  }

  @Test
  void aBrokenCopyIsNot(@TempDir Path folder) throws Exception {
    Map<String, Dashboard> copies = new HashMap<>();
    for (Map.Entry<String, Consumer<Dashboard>> damage : DAMAGES.entrySet()) {
      Dashboard copy = new Dashboard(Dashboard.of("dax-kmem-region").json().deepCopy());
      damage.getValue().accept(copy);
      copies.put(damage.getKey(), copy);
    }

    assertThat(GrafanaTypes.install(folder).errors(copies))
        .containsOnlyKeys(DAMAGES.keySet())
        .allSatisfy((damage, errors) -> assertThat(errors).hasSize(1));
  }

  private static ObjectNode panel(Dashboard dashboard, String title) {
    return (ObjectNode) dashboard.panel(title).json();
  }

  private static ObjectNode object(Dashboard dashboard, String title, String pointer) {
    return (ObjectNode) panel(dashboard, title).at(pointer);
  }

  private static ObjectNode object(Dashboard dashboard, String pointer) {
    return (ObjectNode) dashboard.json().at(pointer);
  }
}
