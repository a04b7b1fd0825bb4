package io.daxkmem.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A program of one of Debian's packages. */
enum DebianTool {
  PROMTOOL("promtool", "prometheus"),
  JSONNET("jsonnet", "jsonnet"),
  JSONNETFMT("jsonnetfmt", "jsonnet");

  private final String program;
  private final String debianPackage;

  DebianTool(String program, String debianPackage) {
    this.program = program;
    this.debianPackage = debianPackage;
  }

  /**
   * Runs it.
   *
   * @return what it prints
   * @throws AssertionError with what it prints, if it fails
   */
  String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    Process process = start(command);
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + " says:\n" + output);
    }
    return output;
  }

  private Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException(program + " did not start: apt-get install " + debianPackage, e);
    }
  }
}
