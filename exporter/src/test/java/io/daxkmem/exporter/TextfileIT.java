package io.daxkmem.exporter;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextfileIT {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("dax.prom");
  }

  @Test
  void nodeExporterExposesItsMetrics() throws Exception {
    try (Program program = new Program("--simulate", "--textfile=" + file)) {
      assertThat(program.awaitEnd()).isZero();
      assertThat(program.rest()).isEmpty();
    }
    String written = Files.readString(file);

    try (NodeExporter nodeExporter = new NodeExporter(folder.resolve("log"), folder)) {
      String told = nodeExporter.metrics();

      assertThat(told).contains("node_textfile_scrape_error 0\n");
      assertThat(samples(told)).isNotEmpty().isEqualTo(samples(written));
      assertThat(descriptions(told)).isNotEmpty().isEqualTo(descriptions(written));
    }
  }

  @Test
  void itIsRewrittenAtTheIntervalUntilSigterm() throws Exception {
    try (Program program =
        new Program("--simulate", "--textfile=" + file, "--textfile.interval=1")) {
      for (int i = 0; i < 3; i++) {
        await().untilAsserted(() -> assertThat(file).exists());
        Files.delete(file);
      }

      assertThat(program.terminate()).isTrue();
      assertThat(program.awaitEnd()).isEqualTo(Program.TERMINATED);
      assertThat(program.rest()).isEmpty();
    }
  }

  @Test
  void aUmaskThatHidesTheFileIsNamed() throws Exception {
    try (Program program = Program.withUmask("077", "--simulate", "--textfile=" + file)) {
      assertThat(program.awaitEnd()).isZero();
      assertThat(program.rest())
          .singleElement()
          .asString()
          .contains("level=warn", "start with umask 022", "file=" + file);
    }
  }

  private static Map<String, Double> samples(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("dax_kmem_"))
        .map(line -> line.split(" (?=\\S+$)", 2))
        .collect(toMap(parts -> parts[0], parts -> Double.valueOf(parts[1])));
  }

  /** The HELP and TYPE lines. */
  private static List<String> descriptions(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.matches("# (HELP|TYPE) dax_kmem_.*"))
        .sorted()
        .toList();
  }
}
