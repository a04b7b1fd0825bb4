package io.daxkmem.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The exporters that a Prometheus scrapes as the job {@code dax-kmem}. */
record ScrapedExporters(List<Target> targets) {

  /** An exporter: host and port, and the labels that its series get. */
  record Target(String address, Map<String, String> labels) {}

  /**
   * The {@code prometheus.yml} that scrapes them and evaluates the rules beside it.
   *
   * @param interval between scrapes, and between evaluations
   */
  String configuration(Duration interval) throws JsonProcessingException {
    List<Map<String, Object>> configs =
        targets.stream()
            .map(
                target ->
                    Map.<String, Object>of(
                        "targets", List.of(target.address()), "labels", target.labels()))
            .toList();
    return """
        global:
          scrape_interval: %1$ds
          evaluation_interval: %1$ds
        rule_files: ["dax-kmem*.yml"]
        scrape_configs:
          - job_name: dax-kmem
            static_configs: %2$s
        """
        .formatted(interval.toSeconds(), new ObjectMapper().writeValueAsString(configs));
  }
}
