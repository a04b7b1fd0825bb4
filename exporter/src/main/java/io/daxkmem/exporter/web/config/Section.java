package io.daxkmem.exporter.web.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Keys and values in a YAML file; a key is there once, and is one that is known. */
final class Section {
  private static final String WHOLE_FILE = "the file";

  private final Source source;
  private final String name;
  private final MappingNode node;

  Section(Source source, String name, MappingNode node) {
    this.source = source;
    this.name = name;
    this.node = node;
  }

  /** The whole of a file; empty where it holds nothing. */
  static Optional<Section> read(Source source) throws ConfigException {
    String text = source.text();
    try {
      Optional<Node> root =
          new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build())
              .composeString(text);
      return root.isEmpty()
          ? Optional.empty()
          : Optional.of(new Value(source, WHOLE_FILE, root.get()).section());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
      throw source.wrong(line, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw source.wrong(1, "is not YAML: " + e.getMessage());
    }
  }

  /**
   * The values that are there, by their keys.
   *
   * @param known keys
   */
  Map<String, Value> values(String... known) throws ConfigException {
    Map<String, Value> values = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      String key = key(entry);
      if (!Arrays.asList(known).contains(key)) {
        throw source.wrong(
            Value.line(entry.getKeyNode()),
            "unknown key %s in %s: use %s".formatted(key, name, String.join(", ", known)));
      }
      put(values, key, entry);
    }
    values.values().removeIf(Value::isNothing);
    return values;
  }

  /** The values that are there, whatever their keys. */
  Map<String, Value> values() throws ConfigException {
    Map<String, Value> values = new LinkedHashMap<>();
    for (NodeTuple entry : node.getValue()) {
      put(values, key(entry), entry);
    }
    return values;
  }

  /** What to throw because of the whole of it. */
  ConfigException wrong(String what) {
    return source.wrong(Value.line(node), name + " " + what);
  }

  private void put(Map<String, Value> values, String key, NodeTuple entry) throws ConfigException {
    Value value = new Value(source, key, entry.getValueNode());
    if (values.put(key, value) != null) {
      throw source.wrong(Value.line(entry.getKeyNode()), key + " is there twice: remove one");
    }
  }

  private String key(NodeTuple entry) throws ConfigException {
    return new Value(source, "a key", entry.getKeyNode()).anyScalar();
  }
}
