package io.daxkmem.exporter.web.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.exporter.Main;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jackson makes a start slower, so only who gives a web configuration has it. */
@Timeout(300)
class LoadedLibrariesTest {
  @TempDir Path folder;

  @Test
  void withoutAWebConfigurationFileJacksonIsNotLoaded() throws Exception {
    assertThat(loadedClasses()).contains(Main.class.getName()).doesNotContain("com.fasterxml");
  }

  @Test
  void withOneItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("web.yml"), "rate_limit: {interval: 0}");

    assertThat(loadedClasses("--web.config.file=" + file)).contains("com.fasterxml");
  }

  /** What the program has loaded until it serves. */
  private String loadedClasses(String... flags) throws Exception {
    Path classes = folder.resolve("classes.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--simulate",
                "--web.listen-address=127.0.0.1:0"));
    command.addAll(List.of(flags));
    Process program = new ProcessBuilder(command).start();
    try (BufferedReader log = program.errorReader(UTF_8)) {
      assertThat(log.readLine()).contains("dax-kmem-exporter started");
      program.toHandle().destroy();
      assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      program.destroyForcibly();
    }
    return Files.readString(classes, UTF_8);
  }
}
