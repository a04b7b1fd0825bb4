package io.daxkmem.exporter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.Http;
import io.daxkmem.exporter.LogRecorder;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.region.Regions;
import io.daxkmem.region.simulated.SimulatedSysfs;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server waits for its clients for ever, and yet an honest one has its answer at once. */
@Timeout(300)
class SlowClientsTest {
  private static final ClientLimits PATIENT =
      new ClientLimits(64, Duration.ofDays(1), 16, Duration.ofSeconds(1));

  private static final int CLIENTS = 500;
  private static final int SMALL_BUFFER = 4096;

  /** In every answer, so that a few fit in no buffer. */
  private static final String LARGE = "x".repeat(1 << 21);

  private final LogRecorder log = new LogRecorder();
  private final List<Socket> clients = new ArrayList<>();
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    Regions regions = new Regions(new SimulatedSysfs(1));
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(regions));
    Info.builder().name("large").labelNames("text").register(registry).setLabelValues(LARGE);
    server = WebServers.start(WebServers.anyPort(), WebConfig::open, registry, regions, PATIENT);
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    server.close();
    log.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /met",
        "GET /metrics HTTP/1.1\r\nHost: ho",
        "POST /metrics HTTP/1.1\r\nContent-Length: 1000000\r\n\r\nso far",
      })
  void clientsThatStopHalfWayHoldNobodyUp(String half) throws Exception {
    connect(half);

    assertThatAnHonestScrapeIsAnswered();
  }

  @Test
  void clientsThatDoNotReadTheirAnswerHoldNobodyUp() throws Exception {
    connect("GET /metrics HTTP/1.1\r\n\r\n".repeat(4));

    assertThatAnHonestScrapeIsAnswered();
  }

  private void connect(String text) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      Socket client = new Socket();
      client.setReceiveBufferSize(SMALL_BUFFER);
      client.connect(server.address());
      client.getOutputStream().write(text.getBytes(UTF_8));
      clients.add(client);
    }
  }

  /** The first attempt must do: a Prometheus has no other. */
  private void assertThatAnHonestScrapeIsAnswered() throws Exception {
    assertThat(new Http(server.address()).get("/metrics?name[]=dax_kmem_region_up").body())
        .contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n");
    assertThat(log.lines()).isEmpty();
  }
}
