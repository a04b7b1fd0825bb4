package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daxkmem.debian.DebianServer;
import io.daxkmem.debian.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Prometheus from Debian's package, on a free port. Closing ends it. */
public final class Prometheus implements AutoCloseable {

  private final DebianServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final URI address;

  /** A series of a query result, with its value. */
  public record Sample(Map<String, String> labels, double value) {}

  /** A series over time. */
  public record Graph(Map<String, String> labels, NavigableMap<Instant, Double> values) {}

  /**
   * A rule as Prometheus sees it.
   *
   * @param health {@code ok}, {@code err}, or {@code unknown} before the first evaluation
   */
  public record Rule(String name, String query, String health, String lastError) {}

  /** An exporter to scrape: host and port, and the labels that its series get. */
  record Target(String address, Map<String, String> labels) {}

  private Prometheus(DebianServer server) {
    this.server = server;
    address = URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  /**
   * Starts it and waits until it answers, but not for the first scrape.
   *
   * @param folder for its configuration, log, and, in {@code data}, its database; the caller
   *     deletes it
   * @param configuration its {@code prometheus.yml}; paths in it are relative to the folder
   * @param flags more of them
   */
  public static Prometheus configured(Path folder, String configuration, String... flags)
      throws IOException {
    return new Prometheus(PrometheusServer.start(folder, configuration, flags));
  }

  /**
   * Starts one that scrapes an exporter as the job {@code dax-kmem} and evaluates this project's
   * rules, every 5 s, because a scrape of an emulated machine with lock debugging may take 2 s.
   *
   * @param folder empty; see {@link #configured}
   * @param target host and port of the exporter
   */
  public static Prometheus scraping(Path folder, String target) throws IOException {
    return scraping(
        folder,
        Duration.ofSeconds(5),
        List.of(new Target(target, Map.of())),
        eagerRules(Files.createDirectory(folder.resolve("rules"))));
  }

  /**
   * The same with several exporters.
   *
   * @param interval between scrapes, and between evaluations
   * @param rules the folder of the files of rules
   */
  static Prometheus scraping(Path folder, Duration interval, List<Target> targets, Path rules)
      throws IOException {
    List<Map<String, Object>> configs =
        targets.stream()
            .map(
                target ->
                    Map.<String, Object>of(
                        "targets", List.of(target.address()), "labels", target.labels()))
            .toList();
    String configuration =
        """
        global:
          scrape_interval: %1$ds
          evaluation_interval: %1$ds
        rule_files: ["%2$s/*.yml"]
        scrape_configs:
          - job_name: dax-kmem
            static_configs: %3$s
        """
            .formatted(interval.toSeconds(), rules, new ObjectMapper().writeValueAsString(configs));
    return configured(folder, configuration);
  }

  /**
   * Copies the rules without the intervals of their groups, which are longer than a test.
   *
   * @return the folder
   */
  static Path eagerRules(Path folder) throws IOException {
    for (Path file : Rules.FILES) {
      String eager = Files.readString(file).replaceAll("(?m)^- interval: .*\n  name:", "- name:");
      Files.writeString(folder.resolve(file.getFileName()), eager);
    }
    return folder;
  }

  /** The URL of its pages and API. */
  public URI address() {
    return address;
  }

  /**
   * Evaluates an expression now.
   *
   * @throws IllegalArgumentException if it is not valid PromQL; has Prometheus' message
   */
  public List<Sample> query(String promql) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode series : get("/api/v1/query?query=" + encode(promql)).path("result")) {
      samples.add(new Sample(labels(series), value(series.path("value"))));
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
      graphs.add(new Graph(labels(series), values));
    }
    return graphs;
  }

  private static Map<String, String> labels(JsonNode series) {
    Map<String, String> labels = new TreeMap<>();
    series
        .path("metric")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  /** The values of a label in the series of a selector. */
  public List<String> labelValues(String selector, String label) {
    List<String> values = new ArrayList<>();
    get("/api/v1/label/" + label + "/values?match[]=" + encode(selector))
        .forEach(value -> values.add(value.asText()));
    return values;
  }

  /** All rules in order. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : get("/api/v1/rules").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Rule(
                rule.path("name").asText(),
                rule.path("query").asText(),
                rule.path("health").asText(),
                rule.path("lastError").asText()));
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

  @Override
  public void close() {
    server.close();
  }
}
