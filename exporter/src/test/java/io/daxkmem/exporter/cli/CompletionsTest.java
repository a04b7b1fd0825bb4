package io.daxkmem.exporter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shells complete the flags of {@code --help}. */
class CompletionsTest {
  private static final Path FOLDER = Path.of("packaging", "completions");

  /** {@code compopt} works only while bash completes. */
  private static final String COMPLETE =
      """
      compopt() { :; }
      . "$1"
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _dax_kmem_exporter
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  /** {@code "--name=[help]:VALUE:completion"}. */
  private static final Pattern ZSH =
      Pattern.compile(
          "--([a-z.-]+)\\}?\"?(?:=-?)?\"?\\[(.+)\\](?:::?([A-Z]+(?:\\\\:[A-Z]+)?):.+)?\"");

  /** A flag, its value, and how its help begins. */
  private record Entry(String name, @Nullable String value, String help) {}

  @Test
  void bashKnowsAllFlags() throws Exception {
    assertThat(bash("--"))
        .isEqualTo(Stream.of(Flag.values()).map(CompletionsTest::asCompleted).toList());
  }

  /** A flag whose value may be absent is complete without. */
  private static String asCompleted(Flag flag) {
    return flag.valueName() == null || flag == Flag.SIMULATE ? flag.toString() : flag + "=";
  }

  @ParameterizedTest
  @CsvSource({
    "--log.level =, debug info warn error",
    "--log.level = w, warn",
    "--log.level w, warn",
    "--log.format = j, json",
    "--simulate.kernel = m, mainline",
    "--audit.file = packaging/build, packaging/build-deb",
    "--web.config.file packaging/build, packaging/build-deb",
    "--path.sysfs = packaging/co, packaging/completions",
    "--path.sysfs = packaging/build, ''",
    "--control.user = --, ''",
    "--control.user a --ver, --version",
    "--simulate --textfile.i, --textfile.interval=",
    "'--log.level = info --log.f', --log.format=",
  })
  void bashCompletesValues(String typed, String completions) throws Exception {
    assertThat(String.join(" ", bash(typed.split(" ")))).isEqualTo(completions);
  }

  private static List<String> bash(String... typed) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", COMPLETE, "bash", FOLDER + "/dax-kmem-exporter"));
    command.add("dax-kmem-exporter");
    command.addAll(List.of(typed));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).isZero();
    return said.lines().toList();
  }

  @Test
  void zshKnowsAllFlags() throws IOException {
    assertThat(zsh())
        .zipSatisfy(
            List.of(Flag.values()),
            (completed, flag) -> {
              assertThat(completed.name()).isEqualTo(flag.longName());
              assertThat(completed.value()).isEqualTo(flag.valueName());
              assertThat(flag.description()).startsWith(completed.help() + ".");
            });
  }

  private static List<Entry> zsh() throws IOException {
    return ZSH.matcher(Files.readString(FOLDER.resolve("_dax-kmem-exporter")))
        .results()
        .map(
            flag ->
                new Entry(
                    flag.group(1),
                    flag.group(3) == null ? null : flag.group(3).replace("\\", ""),
                    flag.group(2)))
        .toList();
  }
}
