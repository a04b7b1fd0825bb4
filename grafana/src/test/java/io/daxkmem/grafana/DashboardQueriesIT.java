package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's queries in Prometheus' own eyes: its promtool must be installed. */
class DashboardQueriesIT {

  @Test
  void queriesArePromql(@TempDir Path folder) throws Exception {
    Dashboard dashboard = Dashboard.read(Path.of("dashboards/dax-regions.json"));
    List<Map<String, String>> rules = new ArrayList<>();
    for (DashboardQueries.Query query :
        new DashboardQueries(dashboard, DashboardQueries.ALL).ofPanels()) {
      rules.add(Map.of("record", "query:" + rules.size(), "expr", query.promql()));
    }
    Path file = folder.resolve("queries.yml");
    Files.writeString(
        file,
        new ObjectMapper()
            .writeValueAsString(Map.of("groups", List.of(Map.of("name", "q", "rules", rules)))));
    Promtool.run("check", "rules", "--lint=none", file.toString());
  }
}
