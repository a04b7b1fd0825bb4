package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks rules and queries with promtool, which must be installed. */
class PromtoolIT {

  @Test
  void promtoolAcceptsTheRules() throws Exception {
    Promtool.run("check", "rules", "--lint-fatal", Rules.FILE.toString());
  }

  @Test
  void promtoolTestsPass() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    Rules.tests().stream().map(Path::toString).forEach(arguments::add);
    Promtool.run(arguments.toArray(String[]::new));
  }

  @Test
  void promtoolAcceptsTheDashboardsQueries(@TempDir Path folder) throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    for (DashboardQueries.Query query :
        new DashboardQueries(
                Dashboard.read(Path.of("dashboards/dax-regions.json")), DashboardQueries.ALL)
            .ofPanels()) {
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
