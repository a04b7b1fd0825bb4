package io.daxkmem.grafana;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules in Prometheus' own eyes: its promtool must be installed. */
class RulesIT {

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
}
