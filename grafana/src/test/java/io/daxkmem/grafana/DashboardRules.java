package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@link LinterRule}s on a dashboard as a whole. */
final class DashboardRules {
  private DashboardRules() {}

  private static final Pattern LINK = Pattern.compile("\"/d/([^?\"]*)");
  private static final Set<String> UIDS =
      Set.of("dax-kmem-fleet", "dax-kmem-region", "dax-kmem-exporter");

  static Stream<String> uneditable(Dashboard dashboard) {
    return dashboard.json().path("editable").asBoolean(true)
        ? Stream.of("it can be edited, and the next provisioning undoes that")
        : Stream.empty();
  }

  /** A file with an id would replace another dashboard, one without a uid gets a new address. */
  static Stream<String> provisionable(Dashboard dashboard) {
    JsonNode json = dashboard.json();
    return json.path("schemaVersion").asInt() == 42
            && UIDS.contains(dashboard.uid())
            && !json.has("id")
        ? Stream.empty()
        : Stream.of("it has another schemaVersion than 42, no known uid, or an id");
  }

  /** Each panel has a place and a number of its own. */
  static Stream<String> places(Dashboard dashboard) {
    List<String> wrong = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonNode panel : dashboard.json().path("panels")) {
      String title = panel.path("title").asText();
      JsonNode at = panel.path("gridPos");
      int x = at.path("x").asInt();
      int y = at.path("y").asInt();
      int right = x + at.path("w").asInt();
      boolean free = ids.add(panel.path("id").asInt()) && right <= 24;
      for (int column = x; column < right; column++) {
        for (int line = y; line < y + at.path("h").asInt(); line++) {
          free &= cells.add(List.of(column, line));
        }
      }
      if (!free) {
        wrong.add(title + " has the place or the id of another, or is too wide");
      }
    }
    return wrong.stream();
  }

  /** Links within Grafana lead to a dashboard that exists, and keep data source and time range. */
  static Stream<String> links(Dashboard dashboard) {
    String text = dashboard.json().toString();
    return LINK.matcher(text)
        .results()
        .filter(
            link -> {
              String url = text.substring(link.start(1), text.indexOf('"', link.start(1)));
              return !UIDS.contains(link.group(1))
                  || !url.contains("${datasource:queryparam}")
                  || !url.contains("${__url_time_range}");
            })
        .map(link -> "a link leads to " + link.group(1) + ", or loses data source or time range");
  }
}
