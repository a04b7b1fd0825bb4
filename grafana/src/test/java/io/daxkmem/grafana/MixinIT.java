package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mixin, by jsonnet, which must be installed. */
class MixinIT {
  private static final Path MIXIN = Path.of("mixin");

  @Test
  void theFilesCheckedInAreThoseOfTheMixin(@TempDir Path folder) throws Exception {
    Process generate =
        new ProcessBuilder(MIXIN.resolve("generate").toString(), folder.toString())
            .inheritIO()
            .start();
    assertThat(generate.waitFor()).as("mixin/generate").isZero();

    assertThat(files(Path.of("")))
        .as("after a change of the mixin, run mixin/generate")
        .isEqualTo(files(folder));
  }

  /** Dashboards and rules below a folder, by path. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String folder : List.of("dashboards", "rules")) {
      try (Stream<Path> paths = Files.list(root.resolve(folder))) {
        for (Path path : paths.toList()) {
          String name = path.getFileName().toString();
          if (name.endsWith(".json") || name.endsWith(".yml")) {
            files.put(folder + "/" + name, Files.readString(path));
          }
        }
      }
    }
    return files;
  }

  @Test
  void everyFileIsFormatted() throws Exception {
    for (Path file : sources()) {
      assertThat(DebianTool.JSONNETFMT.run(List.of(file.toString())))
          .as("jsonnetfmt -i %s", file)
          .isEqualTo(Files.readString(file));
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> paths = Files.walk(MIXIN)) {
      return paths.filter(path -> path.toString().endsWith("sonnet")).toList();
    }
  }

  @Test
  void jobAndClusterAreTheConfiguredOnes() throws Exception {
    JsonNode made =
        evaluate(
            new Mixin().with("selector", "job=\"other\"").with("clusterLabel", "zone"),
            """
            { dashboards: mixin.grafanaDashboards,
              rules: mixin.prometheusAlerts.groups + mixin.prometheusRules.groups
                + mixin.prometheusClusterAlerts.groups }
            """);

    List<String> expressions = new ArrayList<>();
    made.path("rules").findValuesAsText("expr", expressions);
    for (JsonNode dashboard : made.path("dashboards")) {
      dashboard.findValuesAsText("expr", expressions);
      dashboard.path("templating").findValuesAsText("query", expressions);
    }
    assertThat(expressions)
        .hasSizeGreaterThan(50)
        .noneMatch(expression -> expression.contains("dax-kmem\""))
        .noneMatch(expression -> expression.matches("(?s).*(?<!\\$)\\bcluster\\b(?!:).*"))
        .anyMatch(expression -> expression.contains("job=\"other\""))
        .anyMatch(expression -> expression.contains("by (zone, job, instance)"))
        .anyMatch(expression -> expression.contains("zone=~\"$cluster\""));
  }

  @Test
  void everySettingHasAnEffect() throws Exception {
    JsonNode without =
        evaluate(
            new Mixin(),
            """
            local text(made) = std.toString(
              [made.grafanaDashboards, made.prometheusAlerts, made.prometheusRules,
                made.prometheusClusterAlerts]);
            local other(value) = if std.isString(value) then value + '0' else value + 1;
            [
              name
              for name in std.objectFieldsAll(mixin._config)
              if text(mixin) == text(mixin { _config+:: { [name]: other(mixin._config[name]) } })
            ]
            """);

    assertThat(without.valueStream().map(JsonNode::asText)).isEmpty();
  }

  @Test
  void theOperatorGetsTheRulesOfTheFiles() throws Exception {
    JsonNode rule = evaluate(new Mixin(), "import 'prometheusrule.jsonnet'");
    assertThat(rule.path("kind").asText()).isEqualTo("PrometheusRule");
    assertThat(rule.path("spec").path("groups").valueStream())
        .containsExactlyElementsOf(
            Stream.of("rules/dax-kmem.alerts.yml", "rules/dax-kmem.rules.yml")
                .flatMap(MixinIT::groups)
                .toList());
  }

  private static Stream<JsonNode> groups(String file) {
    try {
      return Rules.yaml(Path.of(file)).path("groups").valueStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode evaluate(Mixin mixin, String jsonnet) throws Exception {
    return new ObjectMapper().readTree(mixin.evaluate(jsonnet));
  }
}
