package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics of every kernel pass {@code promtool check metrics}. */
class PromtoolIT {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void goldenFilesPass(Path file) throws Exception {
    assertThat(Promtool.check(Files.readString(file))).isEmpty();
  }

  static List<Path> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources"))) {
      return files.filter(file -> file.toString().endsWith(".prom")).toList();
    }
  }

  @Test
  void theProgramsMetricsPass() throws Exception {
    try (Program program = new Program("--simulate", "--web.listen-address=127.0.0.1:0")) {
      assertThat(Promtool.check(program.http("web").get("/metrics").body())).isEmpty();
    }
  }

  @Test
  void theMetricsWithControlEnabledPass() throws Exception {
    try (Program program = Program.inControl(folder)) {
      assertThat(Promtool.check(program.http("web").get("/metrics").body())).isEmpty();
    }
  }

  @Test
  void theTextfilePasses() throws Exception {
    Path file = folder.resolve("dax.prom");

    try (Program program = new Program("--simulate", "--textfile=" + file)) {
      assertThat(program.awaitEnd()).isZero();
    }

    assertThat(Promtool.check(Files.readString(file))).isEmpty();
  }
}
