package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The rules for a test: with the interval of Prometheus instead of those of their groups, which are
 * longer than a test.
 *
 * @param mixin what they are made from
 * @param waiting what an alert gets that waits before it fires, in jsonnet
 */
record EagerRules(Mixin mixin, String waiting) {
  private static final String FILES =
      """
      local files = (import 'lib/files.libsonnet')(mixin);
      local eager(rule) = rule + (if std.objectHas(rule, 'for') then { %s } else {});
      {
        [file]: {
          groups: [
            { name: group.name, rules: std.map(eager, group.rules) }
            for group in files[file].groups
          ],
        }
        for file in std.objectFields(files)
      }
      """;

  EagerRules(Mixin mixin) {
    this(mixin, "");
  }

  /** The same, but alerts wait no longer than this. */
  EagerRules firingAfter(Duration time) {
    return new EagerRules(mixin, "'for': '" + time.toSeconds() + "s'");
  }

  /** Writes the files, with the names that they have in {@code rules/}, into a folder. */
  void write(Path folder) throws IOException, InterruptedException {
    // YAML has JSON in it
    var unused = mixin.evaluate(FILES.formatted(waiting), "--multi", folder.toString());
  }
}
