package io.daxkmem.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A file for Kubernetes.
 *
 * @param name of the file
 * @param objects in it
 */
record Manifest(String name, List<JsonNode> objects) {

  static Manifest read(String name) throws IOException {
    try (MappingIterator<JsonNode> documents =
        new YAMLMapper()
            .readerFor(JsonNode.class)
            .readValues(Path.of("kubernetes", name).toFile())) {
      return new Manifest(name, documents.readAll());
    }
  }

  JsonNode object(String kind) {
    return objects.stream()
        .filter(object -> object.at("/kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** What the pods of its DaemonSet are. */
  JsonNode pod() {
    return object("DaemonSet").at("/spec/template/spec");
  }

  JsonNode container() {
    return pod().at("/containers/0");
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
