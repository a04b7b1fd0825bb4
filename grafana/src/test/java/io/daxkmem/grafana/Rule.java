package io.daxkmem.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert or a recording rule.
 *
 * @param name of the alert, or the metric that is recorded
 * @param labels that the rule adds
 */
record Rule(String name, boolean isAlert, Map<String, String> labels, String expr) {

  /** The labels of an object of JSON, in order. */
  static Map<String, String> labels(JsonNode json) {
    Map<String, String> labels = new TreeMap<>();
    json.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }
}
