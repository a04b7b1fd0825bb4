package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image and the manifests fit the exporter, each other, and what README.md says. */
class KubernetesTest {
  private static final String VERSION = BuildInfo.read().version();

  @ParameterizedTest
  @ValueSource(strings = {"exporter.yaml", "control.yaml"})
  void theExporterTakesTheFlags(String name) throws IOException {
    String[] flags =
        Manifest.texts(Manifest.read(name).container().at("/args")).toArray(String[]::new);

    assertThat(flags).isNotEmpty();
    assertThatCode(() -> new Arguments(flags)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exporter.yaml", "control.yaml"})
  void theVersionIsTheProjects(String name) throws IOException {
    JsonNode daemonSet = Manifest.read(name).object("DaemonSet");

    assertThat(daemonSet.findValuesAsText("app.kubernetes.io/version"))
        .containsExactly(VERSION, VERSION);
    assertThat(daemonSet.findValuesAsText("image"))
        .containsExactly("registry.example/dax-kmem-exporter:" + VERSION);
  }

  @Test
  void theImageIsOfThisVersionAndRunsAsNobody() throws IOException {
    assertThat(Files.readString(Path.of("Containerfile")))
        .contains("podman build -t dax-kmem-exporter:" + VERSION + " ")
        .contains("image.version=\"" + VERSION + "\"")
        .contains("\nUSER 65534:65534\n");
    assertThat(Files.readString(Path.of("README.md")))
        .contains(
            "podman build -t registry.example/dax-kmem-exporter:" + VERSION + " exporter\n",
            " registry.example/dax-kmem-exporter:" + VERSION + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exporter.yaml", "control.yaml"})
  void theReadmeTellsTheRights(String name) throws IOException {
    Manifest manifest = Manifest.read(name);
    JsonNode namespace = manifest.object("Namespace").get("metadata");
    List<String> paths =
        manifest.pod().findValues("hostPath").stream()
            .map(path -> "`" + path.get("path").asText() + "`")
            .toList();

    assertThat(Files.readString(Path.of("kubernetes", "README.md")))
        .contains(
            "| `%s` | `%s` | %s | %s | %s |"
                .formatted(
                    name,
                    namespace.get("name").asText(),
                    manifest.pod().at("/securityContext/runAsUser").asText(),
                    paths.isEmpty() ? "none" : String.join(", ", paths),
                    namespace.at("/labels/pod-security.kubernetes.io~1enforce").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exporter.yaml", "control.yaml"})
  void thereAreNoOtherRights(String name) throws IOException {
    JsonNode pod = Manifest.read(name).pod();

    assertThat(pod.at("/containers")).hasSize(1);
    assertThat(pod.at("/automountServiceAccountToken")).hasToString("false");
    assertThat(List.of("hostNetwork", "hostPID", "hostIPC", "initContainers")).noneMatch(pod::has);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(pod.at("/containers/0/securityContext"))
        .hasToString(
            "{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,"
                + "\"capabilities\":{\"drop\":[\"ALL\"]}}");
  }

  /** The rules and dashboards select this job. */
  @Test
  void theServiceMonitorMakesTheJobOfTheRules() throws IOException {
    Manifest manifest = Manifest.read("servicemonitor.yaml");
    JsonNode monitor = manifest.object("ServiceMonitor").get("spec");
    JsonNode labels = manifest.object("Service").at("/metadata/labels");

    assertThat(labels.get(monitor.get("jobLabel").asText()).asText()).isEqualTo("dax-kmem");
    assertThat(labels.properties()).containsAll(monitor.at("/selector/matchLabels").properties());
  }

  @Test
  void theServiceIsThePortOfTheMetrics() throws IOException {
    Manifest manifest = Manifest.read("servicemonitor.yaml");
    Manifest exporter = Manifest.read("exporter.yaml");
    JsonNode service = manifest.object("Service").get("spec");
    JsonNode port = service.at("/ports/0");

    assertThat(manifest.object("ServiceMonitor").at("/spec/endpoints/0/port"))
        .isEqualTo(port.get("name"));
    assertThat(port.get("targetPort")).isEqualTo(exporter.container().at("/ports/0/name"));
    assertThat(exporter.container().at("/ports/0/containerPort").asInt())
        .isEqualTo(new Arguments().address(Flag.WEB_LISTEN_ADDRESS).getPort());
    assertThat(exporter.object("DaemonSet").at("/spec/template/metadata/labels").properties())
        .containsAll(service.get("selector").properties());
  }
}
