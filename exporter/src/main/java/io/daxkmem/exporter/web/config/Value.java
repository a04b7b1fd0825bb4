package io.daxkmem.exporter.web.config;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a YAML file, which knows its name and its line. */
final class Value {
  private final Source source;
  private final String name;
  private final Node node;

  Value(Source source, String name, Node node) {
    this.source = source;
    this.name = name;
    this.node = node;
  }

  /** Whether nothing is written there, as in {@code key:}. */
  boolean isNothing() {
    return node.getTag().equals(Tag.NULL);
  }

  String text() throws ConfigException {
    return scalar(Tag.STR, "a text; put it in quotes");
  }

  boolean flag() throws ConfigException {
    return Boolean.parseBoolean(scalar(Tag.BOOL, "true or false"));
  }

  int number() throws ConfigException {
    try {
      return Integer.parseInt(scalar(Tag.INT, "a whole number"));
    } catch (NumberFormatException e) {
      throw wrong("must be a whole number below 2^31, in decimal");
    }
  }

  /** What is written there, whether it looks like a text, a number or a flag. */
  String anyScalar() throws ConfigException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong("must be a single value");
  }

  List<Value> list() throws ConfigException {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list, an entry a line: - ENTRY");
    }
    List<Value> entries = new ArrayList<>();
    for (Node entry : sequence.getValue()) {
      entries.add(new Value(source, name, entry));
    }
    return entries;
  }

  Section section() throws ConfigException {
    if (node instanceof MappingNode mapping) {
      return new Section(source, name, mapping);
    }
    throw wrong("must be a section, a key a line: KEY: VALUE");
  }

  /**
   * What to throw because of it.
   *
   * @param what the sentence that begins with its name
   */
  ConfigException wrong(String what) {
    return source.wrong(line(node), name + " " + what);
  }

  /** The line a node is in, from 1 on. */
  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private String scalar(Tag tag, String expected) throws ConfigException {
    if (node instanceof ScalarNode scalar && node.getTag().equals(tag)) {
      return scalar.getValue();
    }
    throw wrong("must be " + expected);
  }
}
