package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prometheus scrapes every format. Debian's asks for OpenMetrics, or with a flag for protobuf. A
 * server in between makes it get the text format.
 */
class PrometheusIT {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String NO_FLAG = "--log.level=info";

  private final HttpServer between;

  @TempDir Path folder;

  PrometheusIT() throws IOException {
    between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    between.start();
  }

  @AfterEach
  void stop() {
    between.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    NO_FLAG + ", dax_kmem_region_transitions, dax_kmem_region_transitions_total",
    "--enable-feature=native-histograms,"
        + " dax_kmem_region_transitions_total, dax_kmem_region_transitions",
  })
  void prometheusScrapesEveryFormat(String flag, String family, String otherFamily)
      throws Exception {
    try (Program program = Program.inControl(folder);
        Prometheus prometheus =
            new Prometheus(
                Files.createDirectory(folder.resolve("prometheus")),
                """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: preferred
                    static_configs: [{targets: ["%1$s"]}]
                  - job_name: text
                    static_configs: [{targets: ["%2$s"]}]
                  - job_name: by-name
                    params: {"name[]": [dax_kmem_region_up, dax_kmem_region_transitions_total]}
                    static_configs: [{targets: ["%1$s"]}]
                """
                    .formatted(authority(program.http("web").server()), authority()),
                flag)) {
      Http web = program.http("web");
      between.createContext("/metrics", asked -> answerInText(asked, web));

      assertTaken(prometheus, "preferred", () -> samples(web.get("/metrics").body()));
      assertTaken(prometheus, "text", () -> samples(web.get("/metrics").body()));
      assertTaken(prometheus, "by-name", () -> 2.0 + 2 * 5);

      assertThat(
              prometheus.query("dax_kmem_region_state{device=\"dax0.0\",state=\"offline\"} == 1"))
          .hasSize(2);
      assertThat(prometheus.query("dax_kmem_operations_total{outcome=\"done\"}"))
          .hasSize(2 * 2 * 5)
          .containsOnly(0.0);
      assertThat(prometheus.metadata(family))
          .as("as OpenMetrics names a counter, or protobuf")
          .contains("\"job\":\"preferred\"", "\"type\":\"counter\"", "Completed transitions");
      assertThat(prometheus.metadata(otherFamily)).doesNotContain("\"job\":\"preferred\"");
      assertThat(prometheus.metadata("dax_kmem_region_transitions"))
          .doesNotContain("\"job\":\"text\"");
      assertThat(prometheus.metadata("dax_kmem_region_transitions_total"))
          .as("as the text format names it")
          .contains("\"job\":\"text\"", "\"type\":\"counter\"", "Completed transitions");
    }
  }

  @Test
  void prometheusScrapesThePatchedKernelsOpenMetrics() throws Exception {
    String golden =
        Files.readString(
            Path.of("src/test/resources/io/daxkmem/exporter/metrics/patched.openmetrics"));
    between.createContext("/metrics", asked -> answer(asked, OPEN_METRICS, golden));
    try (Prometheus prometheus =
        new Prometheus(
            folder,
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: golden
                static_configs: [{targets: ["%s"]}]
            """
                .formatted(authority()),
            NO_FLAG)) {

      assertTaken(prometheus, "golden", () -> samples(golden));
      assertThat(
              prometheus.query("dax_kmem_region_state{device=\"dax0.0\",state=\"online_movable\"}"))
          .containsExactly(1.0);
    }
  }

  /**
   * @param samples asked for again each time: the JVM's metrics are more after a garbage collection
   */
  private static void assertTaken(Prometheus prometheus, String job, Callable<Double> samples) {
    String of = "{job=\"" + job + "\"}";
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(prometheus.query("up" + of)).as(job).containsExactly(1.0);
              assertThat(prometheus.query("scrape_samples_scraped" + of))
                  .as(job)
                  .containsExactly(samples.call());
            });
  }

  private static double samples(String exposition) {
    return exposition.lines().filter(line -> !line.startsWith("#")).count();
  }

  private String authority() {
    return authority(between.getAddress());
  }

  private static String authority(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }

  private static void answerInText(HttpExchange asked, Http web) throws IOException {
    try {
      HttpResponse<String> answer = web.send("GET", "/metrics", "", "Accept", "text/plain");
      answer(asked, answer.headers().firstValue("Content-Type").orElse("none"), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange asked, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    asked.getResponseHeaders().set("Content-Type", type);
    asked.sendResponseHeaders(200, bytes.length);
    asked.getResponseBody().write(bytes);
    asked.close();
  }
}
