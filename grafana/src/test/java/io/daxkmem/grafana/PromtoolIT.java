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
    List<String> arguments = new ArrayList<>(List.of("check", "rules", "--lint-fatal"));
    Rules.FILES.stream().map(Path::toString).forEach(arguments::add);
    DebianTool.PROMTOOL.run(arguments);
  }

  @Test
  void promtoolTestsPass() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("test", "rules"));
    Rules.tests().stream().map(Path::toString).forEach(arguments::add);
    DebianTool.PROMTOOL.run(arguments);
  }

  @Test
  void promtoolAcceptsTheDashboardsQueries(@TempDir Path folder) throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (Dashboard.Query query :
          new DashboardQueries(dashboard, DashboardQueries.ALL).ofPanels()) {
        rules.add(Map.of("record", "query:" + rules.size(), "expr", query.expr()));
      }
    }
    Path file = folder.resolve("queries.yml");
    Files.writeString(
        file,
        new ObjectMapper()
            .writeValueAsString(Map.of("groups", List.of(Map.of("name", "q", "rules", rules)))));
    DebianTool.PROMTOOL.run(List.of("check", "rules", "--lint=none", file.toString()));
  }
}
