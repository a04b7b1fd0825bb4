package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What Prometheus answers by HTTP. */
public final class PrometheusApi {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI address;

  /**
   * @param address the URL of its pages, without a trailing slash
   */
  PrometheusApi(URI address) {
    this.address = address;
  }

  /** A series of a query result, with its value. */
  public record Sample(Map<String, String> labels, double value) {}

  /** A series over time. */
  public record Graph(Map<String, String> labels, NavigableMap<Instant, Double> values) {}

  /**
   * A rule that it evaluates.
   *
   * @param health {@code ok}, {@code err}, or {@code unknown} before the first evaluation
   */
  record Evaluated(Rule rule, String health) {}

  /**
   * Evaluates an expression now.
   *
   * @throws IllegalArgumentException if it is not valid PromQL; has Prometheus' message
   */
  public List<Sample> query(String promql) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : get("/api/v1/query?query=" + encode(promql)).path("result")) {
      samples.add(new Sample(Rule.labels(series.path("metric")), value(series.path("value"))));
    }
    return samples;
  }

  /**
   * Evaluates an expression at every interval from one time to another.
   *
   * @throws IllegalArgumentException see {@link #query}
   */
  public List<Graph> query(String promql, Instant from, Instant to, Duration interval) {
    String path =
        "/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
            .formatted(encode(promql), from, to, interval.toSeconds());
    List<Graph> graphs = new ArrayList<>();
    for (JsonNode series : get(path).path("result")) {
      NavigableMap<Instant, Double> values = new TreeMap<>();
      for (JsonNode sample : series.path("values")) {
        values.put(Instant.ofEpochSecond(sample.path(0).asLong()), value(sample));
      }
      graphs.add(new Graph(Rule.labels(series.path("metric")), values));
    }
    return graphs;
  }

  /** The values of a label in the series of a selector. */
  public List<String> labelValues(String selector, String label) {
    List<String> values = new ArrayList<>();
    get("/api/v1/label/" + label + "/values?match[]=" + encode(selector))
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  /** All rules in order. */
  List<Evaluated> rules() {
    List<Evaluated> rules = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Evaluated(
                new Rule(
                    rule.path("name").asText(),
                    rule.path("type").asText().equals("alerting"),
                    Rule.labels(rule.path("labels")),
                    rule.path("query").asText()),
                rule.path("health").asText()));
      }
    }
    return rules;
  }

  /** The value of one of its own metrics that has no labels. */
  double ownMetric(String name) {
    return body("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Prometheus has no metric " + name));
  }

  private JsonNode get(String path) {
    try {
      JsonNode answer = mapper.readTree(body(path));
      if (!answer.path("status").asText().equals("success")) {
        throw new IllegalArgumentException(path + ": " + answer.path("error").asText());
      }
      return answer.path("data");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private String body(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException("Prometheus did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Prometheus was asked", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** The value of a sample, which is a pair of a time and this. */
  private static double value(JsonNode sample) {
    String text = sample.path(1).asText();
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
