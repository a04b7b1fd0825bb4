package io.daxkmem.vm;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import io.daxkmem.vm.VirtualMachine.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each script of {@code kernel-patches/tests} and its folders in a machine of its own, those
 * that take longest first; each line of TAP that it prints is a test here. The kernel is the one
 * with lock debugging, unless the script asks for {@code --kasan}.
 */
class KernelIT {
  private static final Path TESTS = Path.of("tests").toAbsolutePath();
  private static final List<String> FOLDERS = List.of("stress", "", "defects");
  private static final String OPTIONS = "# vm: ";
  private static final Duration LONGEST = Duration.ofMinutes(40);
  private static final int MACHINES_AT_A_TIME = 2;

  @TestFactory
  Stream<DynamicContainer> kernel() {
    ExecutorService machines = Executors.newFixedThreadPool(MACHINES_AT_A_TIME);
    List<DynamicContainer> containers =
        FOLDERS.stream()
            .flatMap(folder -> scripts(TESTS.resolve(folder)).stream())
            .flatMap(KernelIT::runs)
            .map(run -> container(run, CompletableFuture.supplyAsync(run::tap, machines)))
            .toList();
    machines.shutdown();
    return containers.stream();
  }

  private static DynamicContainer container(Run run, CompletableFuture<Tap> tap) {
    return dynamicContainer(
        run.toString(),
        Stream.of(tap)
            .map(CompletableFuture::join)
            .flatMap(
                said ->
                    said.tests("ran to its end, without a warning or a leak in the kernel's log")));
  }

  private static List<Path> scripts(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).filter(Files::isExecutable).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One for each line such as {@code # vm: --regions 2 -- --steps 100}, with the options of vm/run
   * in it and, if there are any, arguments of the script; or one without any.
   */
  private static Stream<Run> runs(Path script) {
    try {
      List<Run> runs =
          Files.readAllLines(script).stream()
              .filter(line -> line.startsWith(OPTIONS))
              .map(line -> Run.of(script, line.substring(OPTIONS.length())))
              .toList();
      return runs.isEmpty() ? Stream.of(Run.of(script, "")) : runs.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Run(Path script, Kernel kernel, List<String> options, List<String> arguments) {
    static Run of(Path script, String line) {
      List<String> words = Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toList();
      int end = words.contains("--") ? words.indexOf("--") : words.size();
      List<String> options = words.subList(0, end);
      return new Run(
          script,
          options.contains(Kernel.KASAN.option()) ? Kernel.KASAN : Kernel.DEBUG,
          options.stream().filter(option -> !option.equals(Kernel.KASAN.option())).toList(),
          words.stream().skip(end + 1).toList());
    }

    Tap tap() {
      return Tap.of(
          VirtualMachine.booting(kernel)
              .with(options.toArray(String[]::new))
              .command(
                  Stream.concat(Stream.of(script.toString()), arguments.stream())
                      .toArray(String[]::new)),
          LONGEST);
    }

    @Override
    public String toString() {
      return Stream.of(
              List.of(TESTS.relativize(script).toString(), kernel.option()), options, arguments)
          .flatMap(List::stream)
          .collect(Collectors.joining(" "));
    }
  }
}
