package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rules for the scripted day, made from the mixin, because a day is some minutes long. */
final class DayRules {
  private DayRules() {}

  /**
   * Alerts fire after 30 s, groups have no intervals of their own, and a scrape is slow only after
   * half a minute, as an emulated machine is.
   */
  private static final String EAGER =
      """
      local mixin = (import 'mixin.libsonnet') + { _config+:: { slowScrapeSeconds: 30 } };
      local eager(rule) = rule + (if std.objectHas(rule, 'for') then { 'for': '30s' } else {});
      { groups: [
        { name: group.name, rules: std.map(eager, group.rules) }
        for group in mixin.prometheusAlerts.groups + mixin.prometheusRules.groups
          + mixin.prometheusClusterAlerts.groups
      ] }
      """;

  /** Writes their file into a folder. */
  static void write(Path folder) throws IOException, InterruptedException {
    // YAML has JSON in it
    Files.writeString(
        folder.resolve("day.yml"),
        DebianTool.JSONNET.run(List.of("--jpath", "mixin", "--exec", EAGER)));
  }
}
