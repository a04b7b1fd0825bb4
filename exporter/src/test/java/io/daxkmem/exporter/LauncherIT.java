package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The script that starts the packaged jar, with each JDK that is known. */
@Timeout(300)
class LauncherIT {
  private static final int OUT_OF_MEMORY = 3;

  @TempDir Path folder;

  /** Whose JVM the script starts. */
  enum Jdk {
    OF_THIS_BUILD,
    JAVA_HOME_25;

    /** Skips the test where there is none. */
    String home() {
      Optional<String> home =
          Optional.ofNullable(
              this == OF_THIS_BUILD ? System.getProperty("java.home") : System.getenv(name()));
      assumeThat(home).as("the JDK of %s", this).isPresent();
      return home.get();
    }
  }

  @BeforeEach
  void install() throws IOException {
    Path jar = Path.of("target", "dax-kmem-exporter.jar").toAbsolutePath();
    Files.copy(jar, folder.resolve("dax-kmem-exporter.jar"));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstStartArchivesTheClassesThatLaterOnesUse(Jdk jdk) throws Exception {
    assertThat(mainIsFromTheArchive(jdk)).isFalse();
    assertThat(archives()).hasSize(1);

    assertThat(mainIsFromTheArchive(jdk)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anArchiveThatIsNoneIsNoHindrance(Jdk jdk) throws Exception {
    for (String name : List.of("dax-kmem-exporter.jsa", "dax-kmem-exporter.aot")) {
      Files.writeString(folder.resolve(name), "nothing");
    }

    assertThat(mainIsFromTheArchive(jdk)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aJvmWithoutMemoryEnds(Jdk jdk) throws Exception {
    Process program = start(jdk, "-Xmx8m", "--simulate=1024");
    try (BufferedReader log = program.inputReader(UTF_8)) {
      assertThat(log.readLine()).startsWith("Terminating due to java.lang.OutOfMemoryError");
      assertThat(program.waitFor()).isEqualTo(OUT_OF_MEMORY);
    } finally {
      program.destroyForcibly();
    }
  }

  /** Runs it until it serves, and says where the JVM had its main class from. */
  private boolean mainIsFromTheArchive(Jdk jdk) throws Exception {
    // a file for each process: the JVM that makes an archive has the arguments of the first
    Process program =
        start(jdk, "-Xlog:class+load:file=" + folder.resolve("classes-%p.log"), "--simulate");
    try (BufferedReader log = program.errorReader(UTF_8)) {
      assertThat(ours(log)).contains("dax-kmem-exporter started");
      program.toHandle().destroy();
      assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(ours(log)).contains("dax-kmem-exporter stopped");
      assertThat(ours(log)).isEmpty();
    } finally {
      program.destroyForcibly();
    }
    return Files.readString(folder.resolve("classes-" + program.pid() + ".log"), UTF_8)
        .lines()
        .filter(line -> line.contains(Main.class.getName() + " "))
        .findFirst()
        .orElseThrow()
        .contains("shared objects file");
  }

  /** The next line that the exporter logs, not its JVM; empty at the end. */
  private static String ours(BufferedReader log) {
    return log.lines().filter(line -> line.startsWith("time=")).findFirst().orElse("");
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> !file.toString().matches(".*\\.(jar|log)")).toList();
    }
  }

  private Process start(Jdk jdk, String jvmArgument, String simulate) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("packaging", "dax-kmem-exporter").toString(),
            simulate,
            "--web.listen-address=127.0.0.1:0");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", jdk.home(),
                "DAX_KMEM_EXPORTER_JAR", folder.resolve("dax-kmem-exporter.jar").toString(),
                "DAX_KMEM_EXPORTER_JVM_ARGS", jvmArgument));
    return builder.start();
  }
}
