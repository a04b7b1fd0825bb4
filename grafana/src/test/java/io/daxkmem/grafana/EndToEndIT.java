package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path: an operation through Jolokia changes a region of the patched kernel, and a real
 * Prometheus scrapes the change. The steps build on each other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndToEndIT {
  private static final double REGION_BYTES = 1L << 30;

  /** Repeatedly tries to offline the second region's first block. */
  private static final String STRANGER =
      "while sleep 1; do echo offline > /sys/devices/system/memory/memory40/state; done"
          + " 2>/dev/null;";

  @AutoClose private final ScrapedMachine scraped;
  private final ExporterMachine machine;
  private final Operator operator;
  private final PrometheusApi prometheus;

  EndToEndIT(@TempDir Path folder) throws IOException, InterruptedException {
    scraped = ScrapedMachine.start(folder, STRANGER);
    machine = scraped.machine();
    operator = machine.operator();
    prometheus = scraped.prometheus().api();
  }

  @Test
  @Order(1)
  void regionsAreOfflineAtFirst() {
    awaitState("dax0.0", "offline");
    awaitState("dax1.0", "offline");
    awaitValue("dax_kmem_region_size_bytes", "dax0.0", "", REGION_BYTES);
    awaitValue("dax_kmem_region_online_bytes", "dax0.0", "", 0.0);
  }

  @Test
  @Order(2)
  void operationWithoutCredentialsChangesNothing() {
    for (Operator stranger :
        List.of(new Operator(jolokia(), "operator", "a guess"), new Operator(jolokia(), "", ""))) {
      assertThatThrownBy(() -> stranger.ask("dax0.0", "onlineMovable"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("401");
    }
    awaitState("dax0.0", "offline");
    awaitTransitions("dax0.0", "online_movable", 0.0);
  }

  @Test
  @Order(3)
  void onlineMovableIsScraped() throws Exception {
    operator.done("dax0.0", "onlineMovable");
    awaitState("dax0.0", "online_movable");
    awaitValue("dax_kmem_region_online_bytes", "dax0.0", "", REGION_BYTES);
    awaitValue("dax_kmem_region_memory_blocks", "dax0.0", ",state=\"online\"", 8.0);
    awaitTransitions("dax0.0", "online_movable", 1.0);
    awaitValue(
        "dax_kmem_operations_total", "dax0.0", ",to=\"online_movable\",outcome=\"done\"", 1.0);
  }

  @Test
  @Order(4)
  void unplugIsScraped() throws Exception {
    assertThat(operator.ask("dax0.0", "unplug", "String").path("error").asText())
        .as("JConsole's own text is no confirmation")
        .contains("dax0.0");
    awaitState("dax0.0", "online_movable");
    operator.done("dax0.0", "unplug", "dax0.0");
    awaitState("dax0.0", "unplugged");
    awaitValue("dax_kmem_region_online_bytes", "dax0.0", "", 0.0);
    awaitTransitions("dax0.0", "unplug", 1.0);
    assertThat(value("dax_kmem_region_transition_seconds_total", "dax0.0", ""))
        .singleElement(DOUBLE)
        .isPositive();
  }

  @Test
  @Order(5)
  void everyOtherStateIsScraped() throws Exception {
    for (Map.Entry<String, String> step :
        List.of(
            Map.entry("online", "online"),
            Map.entry("offline", "offline"),
            Map.entry("online_kernel", "online_kernel"),
            Map.entry("offline", "offline"),
            Map.entry("unplugged", "unplugged"))) {
      operator.done("dax0.0", "changeState", step.getKey(), 60, "dax0.0");
      awaitState("dax0.0", step.getValue());
    }
    awaitTransitions("dax0.0", "offline", 2.0);
  }

  @Test
  @Order(6)
  void writesToABlockByOthersAreRefusedAndCounted() throws Exception {
    operator.done("dax1.0", "onlineMovable");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(value("dax_kmem_region_external_changes_refused_total", "dax1.0", ""))
                    .singleElement(DOUBLE)
                    .isGreaterThanOrEqualTo(2));
    awaitState("dax1.0", "online_movable");
    awaitValue("dax_kmem_region_online_bytes", "dax1.0", "", REGION_BYTES);
    awaitValue("dax_kmem_region_external_changes_refused_total", "dax0.0", "", 0.0);
  }

  private URI jolokia() {
    return machine.operator().jolokia();
  }

  /** Waits until Prometheus has this state and no other. */
  private void awaitState(String device, String state) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(
                        prometheus.query("dax_kmem_region_state{device=\"" + device + "\"} == 1"))
                    .extracting(sample -> sample.labels().get("state"))
                    .containsExactly(state));
  }

  private void awaitTransitions(String device, String to, double count) {
    awaitValue("dax_kmem_region_transitions_total", device, ",to=\"" + to + "\"", count);
  }

  private void awaitValue(String metric, String device, String more, double expected) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(value(metric, device, more)).as(metric).containsExactly(expected));
  }

  private List<Double> value(String metric, String device, String more) {
    return prometheus.query(metric + "{device=\"" + device + "\"" + more + "}").stream()
        .map(PrometheusApi.Sample::value)
        .toList();
  }
}
