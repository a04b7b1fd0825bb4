package io.daxkmem.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.daxkmem.vm.Machine.Result;
import io.daxkmem.vm.Machine.Run;
import io.daxkmem.vm.VirtualMachine.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs each script of {@code kernel-patches/tests} and its folders on the kernels with lock
 * debugging; each line of TAP that it prints is a test here. Scripts that need the same machine
 * share it, and those that take longest begin first. What takes longer is run by {@code vm/long}.
 */
class KernelIT {
  private static final Path TESTS = Path.of("tests").toAbsolutePath();
  private static final List<String> FOLDERS = List.of("", "defects", "stress");
  private static final List<Kernel> KERNELS = List.of(Kernel.DEBUG);
  static final List<String> LINUX = List.of(System.getProperty("linux", "6.12").split(","));
  private static final int MACHINES_AT_A_TIME = 2;

  @TestFactory
  Stream<DynamicContainer> kernel() {
    List<Script> scripts =
        LINUX.stream()
            .flatMap(
                linux ->
                    FOLDERS.stream()
                        .flatMap(folder -> files(TESTS.resolve(folder)).stream())
                        .flatMap(file -> Script.in(file, linux)))
            .sorted(Comparator.comparing(Script::slow).reversed())
            .toList();
    ExecutorService processors = Executors.newFixedThreadPool(MACHINES_AT_A_TIME);
    List<DynamicContainer> containers =
        KERNELS.stream()
            .flatMap(kernel -> Machine.of(kernel, scripts).stream())
            .map(
                machine ->
                    container(
                        machine,
                        CompletableFuture.supplyAsync(() -> machine.run(TESTS), processors)))
            .toList();
    processors.shutdown();
    return containers.stream();
  }

  private static DynamicContainer container(Machine machine, CompletableFuture<Result> result) {
    return dynamicContainer(
        machine.toString(),
        Stream.of(result).map(CompletableFuture::join).flatMap(KernelIT::nodes));
  }

  private static Stream<DynamicNode> nodes(Result result) {
    return Stream.concat(
        result.runs().stream().map(run -> node(result.machine(), run)),
        Stream.of(
            dynamicTest(
                "no script failed, and the kernel's log has no warning",
                () -> assertThat(result.status()).isZero())));
  }

  private static DynamicNode node(Machine machine, Run run) {
    String name = TESTS.relativize(Path.of(run.script().command())).toString();
    System.out.printf("%4d s  %s (%s)%n", run.seconds(), name, machine);
    return dynamicContainer(
        name,
        run.tap()
            .map(Tap::tests)
            .orElseGet(
                () -> Stream.of(dynamicTest("was run", () -> assertThat(run.tap()).isPresent()))));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(Files::isExecutable)
          .filter(file -> file.getFileName().toString().matches(".*\\.(py|sh)"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
