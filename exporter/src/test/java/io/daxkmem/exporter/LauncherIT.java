package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the packaged jar. */
@Timeout(300)
class LauncherIT {
  private static final int OUT_OF_MEMORY = 3;

  @TempDir Path folder;
  private Path archive;

  @BeforeEach
  void install() throws IOException {
    Path jar = Path.of("target", "dax-kmem-exporter.jar").toAbsolutePath();
    Files.copy(jar, folder.resolve("dax-kmem-exporter.jar"));
    archive = folder.resolve("dax-kmem-exporter.jsa");
  }

  @Test
  void theFirstStartArchivesTheClassesThatLaterOnesUse() throws Exception {
    assertThat(mainIsFromTheArchive()).isFalse();
    assertThat(archive).exists();

    assertThat(mainIsFromTheArchive()).isTrue();
  }

  @Test
  void anArchiveThatIsNoneIsNoHindrance() throws Exception {
    Files.writeString(archive, "nothing");

    assertThat(mainIsFromTheArchive()).isFalse();
  }

  @Test
  void aJvmWithoutMemoryEnds() throws Exception {
    Process program = start("-Xmx8m", "--simulate=1024");
    try (BufferedReader log = program.inputReader(UTF_8)) {
      assertThat(log.readLine()).startsWith("Terminating due to java.lang.OutOfMemoryError");
      assertThat(program.waitFor()).isEqualTo(OUT_OF_MEMORY);
    } finally {
      program.destroyForcibly();
    }
  }

  /** Runs it until it serves, and says where the JVM had its main class from. */
  private boolean mainIsFromTheArchive() throws Exception {
    Path classes = folder.resolve("classes.log");
    Process program = start("-Xlog:class+load:file=" + classes, "--simulate");
    try (BufferedReader log = program.errorReader(UTF_8)) {
      assertThat(log.readLine()).contains("dax-kmem-exporter started");
      program.toHandle().destroy();
      assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(log.readLine()).isNull();
    } finally {
      program.destroyForcibly();
    }
    return Files.readString(classes, UTF_8)
        .lines()
        .filter(line -> line.contains(Main.class.getName() + " "))
        .findFirst()
        .orElseThrow()
        .contains("shared objects file (top)");
  }

  private Process start(String jvmArgument, String simulate) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("packaging", "dax-kmem-exporter").toString(),
            simulate,
            "--web.listen-address=127.0.0.1:0");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "DAX_KMEM_EXPORTER_JAR", folder.resolve("dax-kmem-exporter.jar").toString(),
                "DAX_KMEM_EXPORTER_JVM_ARGS", jvmArgument));
    return builder.start();
  }
}
