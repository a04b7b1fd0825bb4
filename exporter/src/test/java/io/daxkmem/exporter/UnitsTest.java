package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The units of the Debian package, as systemd judges them. */
class UnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final Path PACKAGING = Path.of("packaging").toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void needsSystemd() {
    assumeThat(ANALYZE).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "dax-kmem-exporter.service, dax-kmem-exporter.service",
    "dax-kmem-exporter.dax-kmem-control.service, dax-kmem-control.service",
  })
  void systemdFindsNothingWrong(String source, String unit) throws Exception {
    Path installed = install(source, unit);

    // it exits with 0 also where it ignores a line
    assertThat(analyze("verify", "--man=no", installed.toString())).isEmpty();
  }

  @Test
  void systemdFindsNothingWrongWithTheDropIn() throws Exception {
    Path unit = install("dax-kmem-exporter.dax-kmem-control.service", "dax-kmem-control.service");
    Path dropIns = Files.createDirectory(folder.resolve("dax-kmem-control.service.d"));
    Files.copy(PACKAGING.resolve("dax-kmem-control-remote.conf"), dropIns.resolve("remote.conf"));

    assertThat(analyze("verify", "--man=no", unit.toString())).isEmpty();
  }

  /** The exposure in tenths, from 0 to 100. */
  @ParameterizedTest
  @CsvSource({
    "dax-kmem-exporter.service, dax-kmem-exporter.service, 15",
    "dax-kmem-exporter.dax-kmem-control.service, dax-kmem-control.service, 14",
  })
  void theSandboxIsTight(String source, String unit, String most) throws Exception {
    Path installed = install(source, unit);

    analyze("security", "--offline=yes", "--no-pager", "--threshold=" + most, installed.toString());
  }

  /** With the program where it is in a checkout. */
  private Path install(String source, String unit) throws IOException {
    String text = Files.readString(PACKAGING.resolve("debian").resolve(source));
    return Files.writeString(
        folder.resolve(unit), text.replace("/usr/bin/", PACKAGING.toString() + "/"));
  }

  private static String analyze(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
