package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pieces of {@code prometheus.yml} in the README, and the file of targets. */
final class ReadmeConfigurations {
  private static final Pattern YAML = Pattern.compile("(?ms)^( *)```yaml\n(.*?)^ *```$");
  private static final Pattern PROMETHEUS =
      Pattern.compile("(?m)^(global|scrape_configs|remote_write|rule_files):");

  private ReadmeConfigurations() {}

  static List<String> all() throws IOException {
    return blocks().filter(block -> PROMETHEUS.matcher(block).find()).toList();
  }

  private static Stream<String> blocks() throws IOException {
    return YAML.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""));
  }

  /** The file that service discovery by files finds. */
  static String targets() throws IOException {
    return blocks().filter(block -> block.startsWith("- targets:")).findFirst().orElseThrow();
  }

  /** The only one that has this word. */
  static String with(String word) throws IOException {
    List<String> found = all().stream().filter(block -> block.contains(word)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " configurations in the README have " + word);
    }
    return found.get(0);
  }
}
