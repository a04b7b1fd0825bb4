package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A scraper, an operator and a viewer. Each has one try, as a Prometheus has no other. */
final class Honest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> OPERATIONS = List.of("onlineMovable", "offline", "unplug");

  private final HttpClient scraper;
  private final URI metrics;
  private final Http jolokia;
  private final String operator;
  private final String viewer;
  private final List<Long> scrapes = new ArrayList<>();
  private int operations;

  /**
   * @param operator the operator's {@code Authorization}
   * @param viewer the viewer's
   */
  Honest(HttpClient scraper, URI metrics, Http jolokia, String operator, String viewer) {
    this.scraper = scraper;
    this.metrics = metrics;
    this.jolokia = jolokia;
    this.operator = operator;
    this.viewer = viewer;
  }

  /** Fails unless everybody gets what they ask for. */
  void scrapeAndOperate() throws Exception {
    String operation = OPERATIONS.get(operations++ % OPERATIONS.size());
    assertThat(
            post(
                operator,
                "{\"type\":\"exec\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\",\"operation\":\"%s\",\"arguments\":[%s]}"
                    .formatted(operation, operation.equals("onlineMovable") ? "" : "\"dax0.0\"")))
        .contains("\"status\":200");
    String state =
        post(
            viewer,
            "{\"type\":\"read\",\"mbean\":\"io.daxkmem:type=Region,device=dax0.0\",\"attribute\":\"State\"}");
    assertThat(state).contains("\"value\":\"" + stateAfter(operation) + "\"");
    scrape("dax_kmem_region_state{device=\"dax0.0\",state=\"" + stateAfter(operation) + "\"} 1.0");
  }

  private void scrape(String expected) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    String answer =
        scraper
            .send(HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build(), BodyHandlers.ofString())
            .body();
    scrapes.add(System.nanoTime() - begun);
    assertThat(answer).contains(expected);
  }

  private String post(String authorization, String body) throws IOException, InterruptedException {
    return jolokia.send("POST", "/jolokia/", body, "Authorization", authorization).body();
  }

  private static String stateAfter(String operation) {
    return switch (operation) {
      case "onlineMovable" -> "online_movable";
      case "offline" -> "offline";
      default -> "unplugged";
    };
  }

  /** The numbers. */
  @Override
  public String toString() {
    return "%d scrapes, half of them within %d ms, 99 %% within %d, the slowest %d, and %d operations"
        .formatted(scrapes.size(), millis(0.5), millis(0.99), millis(1), operations);
  }

  private long millis(double share) {
    long nanos =
        scrapes.stream().sorted().toList().get((int) Math.ceil(share * scrapes.size()) - 1);
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
