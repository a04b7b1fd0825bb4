package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Grafana's types of dashboards, and TypeScript's compiler to check with. Both come from npm. */
final class GrafanaTypes {
  private static final Path SOURCES = Path.of("schema");

  /** What the compiler says of a line; more about it is on the next ones, indented. */
  private static final Pattern ERROR = Pattern.compile("(?m)^(?:.*/)?([^/]+?)\\.ts(\\(.*)$");

  private final Path folder;

  private GrafanaTypes(Path folder) {
    this.folder = folder;
  }

  /**
   * Installs them.
   *
   * @param folder empty, and its owner deletes it
   */
  static GrafanaTypes install(Path folder) throws IOException, InterruptedException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.toList()) {
        Files.copy(source, folder.resolve(source.getFileName()));
      }
    }
    DebianTool.NPM.run(
        List.of("ci", "--prefix", folder.toString(), "--ignore-scripts", "--prefer-offline"));
    return new GrafanaTypes(folder);
  }

  /**
   * Checks dashboards.
   *
   * @param dashboards by any names that files can have
   * @return the errors of those that Grafana's types do not allow
   */
  Map<String, List<String>> errors(Map<String, Dashboard> dashboards)
      throws IOException, InterruptedException {
    Path sources = Files.createDirectory(folder.resolve("dashboards"));
    for (Map.Entry<String, Dashboard> dashboard : dashboards.entrySet()) {
      // as a literal, because only of those the compiler refuses unknown keys
      Files.writeString(
          sources.resolve(dashboard.getKey() + ".ts"),
          """
          import type { Dashboard } from '../grafana';
          export const dashboard: Dashboard = %s;
          """
              .formatted(dashboard.getValue().json().toPrettyString()));
    }
    DebianTool.Result compiled =
        DebianTool.NODE.tryOut(
            List.of(
                folder.resolve("node_modules/typescript/bin/tsc").toString(),
                "--project",
                folder.toString()));
    Map<String, List<String>> errors = parse(compiled.output());
    if (errors.isEmpty() && !compiled.succeeded()) {
      throw new AssertionError("tsc says:\n" + compiled.output());
    }
    return errors;
  }

  private static Map<String, List<String>> parse(String output) {
    Map<String, List<String>> errors = new TreeMap<>();
    Matcher error = ERROR.matcher(output);
    while (error.find()) {
      errors.computeIfAbsent(error.group(1), name -> new ArrayList<>()).add(error.group(2));
    }
    return errors;
  }
}
