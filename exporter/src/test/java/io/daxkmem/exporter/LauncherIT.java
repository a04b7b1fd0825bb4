package io.daxkmem.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    leaveAsArchive(jdk, "nothing");

    assertThat(mainIsFromTheArchive(jdk)).isFalse();
  }

  /** As one is left by a JVM that was killed while it made it. */
  @ParameterizedTest
  @EnumSource
  void anEmptyArchiveIsMadeAnew(Jdk jdk) throws Exception {
    leaveAsArchive(jdk, "");

    assertThat(mainIsFromTheArchive(jdk)).isFalse();
    assertThat(mainIsFromTheArchive(jdk)).isTrue();
  }

  /** As packages are installed: with the dates of their builds, which may be any. */
  @ParameterizedTest
  @ValueSource(strings = {"1999-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"})
  void anotherJarHasAnotherArchiveWhateverItsDate(Instant date) throws Exception {
    Path jar = folder.resolve("dax-kmem-exporter.jar");
    writeInto(jar, "one", "2026-01-01T00:00:00Z");
    long size = Files.size(jar);
    assertThat(mainIsFromTheArchive(Jdk.OF_THIS_BUILD)).isFalse();

    writeInto(jar, "two", date.toString());
    assertThat(jar).hasSize(size);

    assertThatTheArchiveIsMadeAnew(System.getProperty("java.home"));
  }

  private static void writeInto(Path jar, String text, String date) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      Files.writeString(zip.getPath("which"), text);
    }
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse(date)));
  }

  @Test
  void anotherJvmHasAnotherArchiveWhateverItsDate() throws Exception {
    Path jvm = likeAnotherJvm();
    Path release = jvm.resolve("release");
    Files.writeString(release, "JAVA_VERSION=\"17\"\nJAVA_RUNTIME_VERSION=\"17+1\"\n");
    FileTime date = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(release, date);
    assertThat(mainIsFromTheArchive(jvm.toString())).isFalse();
    assertThat(mainIsFromTheArchive(jvm.toString())).isTrue();

    Files.writeString(release, "JAVA_VERSION=\"17\"\nJAVA_RUNTIME_VERSION=\"17+2\"\n");
    Files.setLastModifiedTime(release, date);

    assertThatTheArchiveIsMadeAnew(jvm.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/no/such/jvm, 'there is no java in JAVA_HOME, /no/such/jvm: set it to a JDK or JRE, 17 or'",
    "'', 'there is no java in PATH: install Java 17 or later, as'",
  })
  void withoutJavaItSaysWhatToInstall(String home, String message) throws Exception {
    Path programs = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("sh", "dirname", "readlink")) {
      Files.createSymbolicLink(programs.resolve(name), Path.of("/usr/bin", name));
    }
    ProcessBuilder builder = launcher(home, "", "--simulate");
    builder.environment().put("PATH", programs.toString());

    assertThatItFails(builder, message);
  }

  @Test
  void withoutTheJarItSaysWhereItLooked() throws Exception {
    Files.delete(folder.resolve("dax-kmem-exporter.jar"));

    assertThatItFails(
        launcher(System.getProperty("java.home"), "", "--simulate"),
        "cannot read " + folder.resolve("dax-kmem-exporter.jar"));
  }

  private static void assertThatItFails(ProcessBuilder builder, String message) throws Exception {
    Process program = builder.start();

    assertThat(new String(program.getErrorStream().readAllBytes(), UTF_8))
        .startsWith("dax-kmem-exporter: " + message)
        .hasLineCount(1);
    assertThat(program.waitFor()).isEqualTo(1);
  }

  private void leaveAsArchive(Jdk jdk, String text) throws Exception {
    assertThat(mainIsFromTheArchive(jdk)).isFalse();
    for (Path archive : archives()) {
      Files.writeString(archive, text);
    }
  }

  private void assertThatTheArchiveIsMadeAnew(String home) throws Exception {
    List<Path> before = archives();
    assertThat(mainIsFromTheArchive(home)).isFalse();
    assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(mainIsFromTheArchive(home)).isTrue();
  }

  /** This build's JVM, with a name of its own. */
  private Path likeAnotherJvm() throws IOException {
    Path real = Path.of(System.getProperty("java.home")).toRealPath();
    Path jvm = Files.createDirectories(folder.resolve("jvm"));
    Files.createDirectory(jvm.resolve("bin"));
    Files.copy(real.resolve("bin/java"), jvm.resolve("bin/java"));
    for (String name : List.of("lib", "conf")) {
      Files.createSymbolicLink(jvm.resolve(name), real.resolve(name));
    }
    return jvm;
  }

  @ParameterizedTest
  @EnumSource
  void aJvmWithoutMemoryEnds(Jdk jdk) throws Exception {
    Process program = launcher(jdk.home(), "-Xmx8m", "--simulate=1024").start();
    try (BufferedReader log = program.inputReader(UTF_8)) {
      assertThat(log.readLine()).startsWith("Terminating due to java.lang.OutOfMemoryError");
      assertThat(program.waitFor()).isEqualTo(OUT_OF_MEMORY);
    } finally {
      program.destroyForcibly();
    }
  }

  /** Runs it until it serves, and says where the JVM had its main class from. */
  private boolean mainIsFromTheArchive(Jdk jdk) throws Exception {
    return mainIsFromTheArchive(jdk.home());
  }

  private boolean mainIsFromTheArchive(String home) throws Exception {
    // a file for each process: the JVM that makes an archive has the arguments of the first
    Process program =
        launcher(home, "-Xlog:class+load:file=" + folder.resolve("classes-%p.log"), "--simulate")
            .start();
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
      return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)")).toList();
    }
  }

  private ProcessBuilder launcher(String home, String jvmArgument, String simulate) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of("packaging", "dax-kmem-exporter").toString(),
            simulate,
            "--web.listen-address=127.0.0.1:0");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", home,
                "DAX_KMEM_EXPORTER_JAR", folder.resolve("dax-kmem-exporter.jar").toString(),
                "DAX_KMEM_EXPORTER_JVM_ARGS", jvmArgument));
    return builder;
  }
}
