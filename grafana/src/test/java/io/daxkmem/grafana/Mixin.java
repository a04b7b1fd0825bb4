package io.daxkmem.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The mixin with other settings.
 *
 * @param config these, in jsonnet
 */
record Mixin(String config) {
  private static final String FOLDER = "mixin";

  /** As it is. */
  Mixin() {
    this("");
  }

  /** With another value of a setting. */
  Mixin with(String setting, Object value) throws JsonProcessingException {
    return new Mixin(config + setting + ": " + new ObjectMapper().writeValueAsString(value) + ", ");
  }

  /** Its dashboards. */
  List<Dashboard> dashboards() throws IOException, InterruptedException {
    String made = evaluate("std.objectValues(mixin.grafanaDashboards)");
    return new ObjectMapper().readTree(made).valueStream().map(Dashboard::new).toList();
  }

  /**
   * Evaluates an expression of jsonnet, in which {@code mixin} is this.
   *
   * @param flags of the program
   * @return what it prints
   */
  String evaluate(String jsonnet, String... flags) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.addAll(
        List.of(
            "--jpath",
            FOLDER,
            "--exec",
            "local mixin = (import 'mixin.libsonnet') + { _config+:: { %s } };\n%s"
                .formatted(config, jsonnet)));
    return DebianTool.JSONNET.run(arguments);
  }
}
