package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily";

  private final Regions regions = new Regions(new SimulatedSysfs(2));
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private WebServer server;
  private Http http;

  @BeforeEach
  void start() throws IOException {
    registry.register(new DaxKmemCollector(regions));
    server =
        WebServers.start(
            WebServers.anyPort(), WebConfig::open, registry, regions, WebServer.LIMITS);
    http = new Http(server.address());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void metricsAreServed() throws Exception {
    HttpResponse<String> response = http.get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n");
  }

  @Test
  void metricsAreServedAsOpenMetrics() throws Exception {
    HttpResponse<String> response = metrics("application/openmetrics-text");

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(response.body()).contains("# TYPE dax_kmem_device info\n").endsWith("# EOF\n");
  }

  /** As a Prometheus that scrapes native histograms asks. */
  @Test
  void metricsAreServedAsProtobuf() throws Exception {
    HttpResponse<String> response =
        metrics(PROTOBUF + ";encoding=delimited,application/openmetrics-text;q=0.8,*/*;q=0.1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/vnd.google.protobuf");
    assertThat(response.body()).contains("dax_kmem_region_up");
  }

  @Test
  void onlyTheMetricsAskedForAreServed() throws Exception {
    assertThat(http.get("/metrics?name[]=dax_kmem_region_up").body().lines())
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly(
            "dax_kmem_region_up{device=\"dax0.0\"} 1.0",
            "dax_kmem_region_up{device=\"dax1.0\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /metrics, 405",
    "PUT, /, 405",
    "DELETE, /-/healthy, 405",
    "GET, /nothing, 404",
    "GET, /metrics/, 404",
    "GET, /metricsandmore, 404",
    "POST, /nothing, 404",
    "HEAD, /, 200",
    "HEAD, /metrics, 200",
    "GET, /-/healthy, 200",
    "GET, /-/ready, 200",
  })
  void thereAreTheseRequestsAndNoOthers(String method, String path, int status) throws Exception {
    assertThat(http.send(method, path, "").statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, /metrics", "GET, /", "GET, /-/healthy", "GET, /nowhere", "POST, /metrics"})
  void browsersAreToldNotToGuessTheTypeOfAnyAnswer(String method, String path) throws Exception {
    assertThat(http.send(method, path, "").headers().firstValue("X-Content-Type-Options"))
        .hasValue("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debug=xx", "debug=", "name[]=x&debug=%00", "debug=xx&debug=text"})
  void aFormatThatIsNotKnownIsToldWhichAre(String query) throws Exception {
    HttpResponse<String> response = http.get("/metrics?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo("400: debug takes one of openmetrics, text, prometheus-protobuf\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debug=text", "debug=prometheus-protobuf", "debug=openmetrics&debug=x"})
  void aKnownFormatIsServed(String query) throws Exception {
    assertThat(http.get("/metrics?" + query).body()).contains("dax_kmem_region_up");
  }

  @Test
  void aRefusedMethodIsToldWhatIsAllowed() throws Exception {
    assertThat(http.send("POST", "/metrics", "x").headers().firstValue("Allow"))
        .hasValue("GET, HEAD");
  }

  @Test
  void aHeadHasTheLengthOfTheBodyButNotTheBody() throws Exception {
    String length = Integer.toString(http.get("/-/ready").body().length());

    HttpResponse<String> response = http.send("HEAD", "/-/ready", "");

    assertThat(response.headers().firstValue("Content-Length")).hasValue(length);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /% HTTP/1.1\r\n\r\n", "\0\0\0\r\n\r\n", "GET\r\n\r\n"})
  void junkHarmsNobodyElse(String junk) throws Exception {
    assertThat(http.raw(junk)).doesNotContain("200 OK");
    assertThat(http.get("/-/healthy").statusCode()).isEqualTo(200);
  }

  @Test
  void aScrapeThatFailsIsLoggedAndTellsItsClientNothing() throws Exception {
    Supplier<MetricSnapshot> broken =
        () -> {
          throw new IllegalStateException("the secret reason");
        };
    registry.register(broken::get);

    try (LogRecorder log = new LogRecorder()) {
      HttpResponse<String> response = http.get("/metrics");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("secret");
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines())
                      .singleElement()
                      .asString()
                      .contains("scrape failed", "secret"));
    }
  }

  @Test
  void eachRequestIsALineForWhoLooksForMistakes() throws Exception {
    try (LogRecorder log = new LogRecorder(Level.FINE)) {
      http.get("/metrics?mine");
      await().untilAsserted(() -> assertThat(mine(log)).hasSize(1));
      http.get("/none?mine&a=b");
      await().untilAsserted(() -> assertThat(mine(log)).hasSize(2));

      assertThat(mine(log).get(0))
          .matches(
              "level=debug msg=\"request answered\" method=GET path=/metrics\\?mine status=200"
                  + " client=127\\.0\\.0\\.1:\\d+ seconds=\\d+\\.\\d+");
      assertThat(mine(log).get(1)).contains(" path=\"/none?mine&a=b\" status=404 ");
    }
  }

  /** Without what threads of other tests log meanwhile. */
  private static List<String> mine(LogRecorder log) {
    return log.lines().stream().filter(line -> line.contains("mine")).toList();
  }

  @Test
  void itSaysWhereItCouldNotListen() {
    assertThatThrownBy(
            () ->
                WebServers.start(
                        server.address(), WebConfig::open, registry, regions, WebServer.LIMITS)
                    .close())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "cannot listen on 127.0.0.1:%d: Address already in use", server.address().getPort());
  }

  private HttpResponse<String> metrics(String accept) throws IOException, InterruptedException {
    return http.send("GET", "/metrics", "", "Accept", accept);
  }
}
