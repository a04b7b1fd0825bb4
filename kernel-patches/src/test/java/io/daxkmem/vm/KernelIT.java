package io.daxkmem.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each script of {@code kernel-patches/tests} and its {@code defects} in a machine of its own,
 * with lock debugging on; each line of TAP that it prints is a test here.
 */
class KernelIT {
  private static final Path TESTS = Path.of("tests").toAbsolutePath();
  private static final String OPTIONS = "# vm: ";
  private static final Duration LONGEST = Duration.ofMinutes(15);

  @TestFactory
  Stream<DynamicContainer> kernel() throws IOException {
    return Stream.of(scripts(TESTS), scripts(TESTS.resolve("defects")))
        .flatMap(List::stream)
        .flatMap(KernelIT::runs)
        .map(run -> dynamicContainer(run.toString(), Stream.of(run).flatMap(this::tests)));
  }

  private static List<Path> scripts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(Files::isExecutable).sorted().toList();
    }
  }

  /**
   * One for each line such as {@code # vm: --regions 2}, with the options of vm/run in it, or one
   * without any.
   */
  private static Stream<Run> runs(Path script) {
    try {
      List<Run> runs =
          Files.readAllLines(script).stream()
              .filter(line -> line.startsWith(OPTIONS))
              .map(line -> new Run(script, List.of(line.substring(OPTIONS.length()).split(" "))))
              .toList();
      return runs.isEmpty() ? Stream.of(new Run(script, List.of())) : runs.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<DynamicTest> tests(Run run) {
    Tap tap;
    try {
      VirtualMachine machine = VirtualMachine.booting(VirtualMachine.Kernel.DEBUG);
      tap =
          Tap.of(
              machine.with(run.options().toArray(String[]::new)).command(run.script().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.concat(
        tap.results().stream()
            .map(
                result ->
                    dynamicTest(
                        result.description(),
                        () -> assertThat(result.ok()).as(result.description()).isTrue())),
        Stream.of(
            dynamicTest(
                "ran to its end, without a warning in the kernel's log",
                () -> {
                  assertThat(tap.planned()).isEqualTo(tap.results().size()).isPositive();
                  assertThat(tap.status()).isZero();
                })));
  }

  private record Run(Path script, List<String> options) {
    @Override
    public String toString() {
      return String.join(
          " ",
          Stream.concat(Stream.of(TESTS.relativize(script).toString()), options.stream()).toList());
    }
  }

  /** What a script said in TAP, and its exit status. */
  private record Tap(List<Result> results, int planned, int status) {
    private record Result(boolean ok, String description) {}

    static Tap of(ProcessBuilder command) throws IOException {
      Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      // a script that hangs, in the kernel even, ends with its machine
      CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
          .execute(process::destroy);
      List<String> lines = process.inputReader().lines().toList();
      return new Tap(
          lines.stream()
              .filter(line -> line.matches("(not )?ok \\d.*"))
              .map(line -> new Result(line.startsWith("ok"), line.replaceFirst("^[^-]*(- )?", "")))
              .toList(),
          lines.stream()
              .filter(line -> line.matches("1\\.\\.\\d+"))
              .mapToInt(line -> Integer.parseInt(line.substring("1..".length())))
              .findFirst()
              .orElse(-1),
          process.onExit().join().exitValue());
    }
  }
}
