package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program of one of Debian's packages. */
enum DebianTool {
  PROMTOOL("promtool", "prometheus"),
  JSONNET("jsonnet", "jsonnet"),
  JSONNETFMT("jsonnetfmt", "jsonnet"),
  NODE("node", "nodejs"),
  NPM("npm", "npm");

  private final String program;
  private final String debianPackage;

  DebianTool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /** What it printed, and whether it ended with status 0. */
  record Result(String output, boolean succeeded) {}

  /**
   * Runs it.
   *
   * @return what it prints
   * @throws AssertionError with what it prints, if it fails
   */
  String run(List<String> arguments) throws IOException, InterruptedException {
    Result result = tryOut(arguments);
    if (!result.succeeded()) {
      throw new AssertionError(
          "%s %s says:\n%s".formatted(program, String.join(" ", arguments), result.output()));
    }
    return result.output();
  }

  /** Runs it, even if it fails. */
  Result tryOut(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(output, process.waitFor() == 0);
  }

  private Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(program + " did not start: apt-get install " + debianPackage, e);
    }
  }
}
