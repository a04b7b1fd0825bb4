package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** promtool from Debian's package. */
final class Promtool {
  private Promtool() {}

  /** The findings of {@code promtool check metrics}; empty if there are none. */
  static String check(String metrics) throws IOException, InterruptedException {
    return run(metrics, "check", "metrics");
  }

  /** Runs an instant query. Returns one line for each series. */
  static List<String> query(String prometheus, String promql)
      throws IOException, InterruptedException {
    return run("", "query", "instant", prometheus, promql)
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String run(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process promtool = start(command);
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    return promtool.waitFor() == 0 ? said : said + "status " + promtool.exitValue();
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("promtool did not start: apt-get install prometheus", e);
    }
  }
}
