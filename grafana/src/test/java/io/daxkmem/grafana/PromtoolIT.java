package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

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
  void promtoolAcceptsTheConfigurationsInTheReadme(@TempDir Path folder) throws Exception {
    List<String> configurations = ReadmeConfigurations.all();
    assertThat(configurations).hasSize(6);
    for (Path rules : Rules.FILES) {
      Files.copy(rules, folder.resolve(rules.getFileName()));
    }
    for (String configuration : configurations) {
      Path file = folder.resolve("prometheus.yml");
      Files.writeString(file, withoutKubernetes(configuration));
      DebianTool.PROMTOOL.run(List.of("check", "config", file.toString()));
    }
  }

  @Test
  void nodesOfKubernetesBecomeTargets(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, withoutKubernetes(ReadmeConfigurations.with("kubernetes_sd_configs")));
    Files.writeString(
        folder.resolve("nodes.yml"),
        """
        - targets: ["192.0.2.1:10250"]
          labels:
            __meta_kubernetes_node_name: node1
            __meta_kubernetes_node_label_daxkmem_io_exporter: "true"
        - targets: ["192.0.2.2:10250"]
          labels:
            __meta_kubernetes_node_name: node2
        - targets: ["[2001:db8::3]:10250"]
          labels:
            __meta_kubernetes_node_name: node3
            __meta_kubernetes_node_label_daxkmem_io_exporter: "true"
        """);

    assertThat(found(file))
        .containsExactlyInAnyOrder(
            new Found("192.0.2.1:10140", "node1", "CLUSTER"),
            new Found("[2001:db8::3]:10140", "node3", "CLUSTER"));
  }

  @Test
  void theTargetsOfTheReadmeAreFound(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("prometheus.yml");
    Files.writeString(file, ReadmeConfigurations.with("targets/*.yml"));
    Files.writeString(
        Files.createDirectory(folder.resolve("targets")).resolve("cluster.yml"),
        ReadmeConfigurations.targets());

    assertThat(found(file))
        .containsExactlyInAnyOrder(
            new Found("HOST1:10140", "HOST1:10140", "CLUSTER"),
            new Found("HOST2:10140", "HOST2:10140", "CLUSTER"));
  }

  /** A target. */
  private record Found(String address, String instance, String cluster) {}

  private static List<Found> found(Path configuration) throws Exception {
    String output =
        DebianTool.PROMTOOL.run(
            List.of(
                "check",
                "service-discovery",
                "--timeout=5s",
                configuration.toString(),
                "dax-kmem"));
    // after what it logs
    String targets = output.substring(output.indexOf("\n[") + 1);
    return new ObjectMapper()
        .readTree(targets)
        .valueStream()
        .map(target -> target.path("labels"))
        .filter(labels -> !labels.isEmpty())
        .map(
            labels ->
                new Found(
                    labels.path("__address__").asText(),
                    labels.path("instance").asText(),
                    labels.path("cluster").asText()))
        .toList();
  }

  /** Debian's Prometheus is built without Kubernetes, so the nodes come from a file. */
  private static String withoutKubernetes(String configuration) {
    return configuration.replace(
        "kubernetes_sd_configs:\n      - role: node",
        "file_sd_configs:\n      - files: [\"nodes.yml\"]");
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
