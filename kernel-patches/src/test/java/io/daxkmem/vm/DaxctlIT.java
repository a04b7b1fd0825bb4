package io.daxkmem.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.daxkmem.vm.VirtualMachine.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * With {@code -Dlinux=7.3}: README.md has a table of what Debian's newest daxctl does on mainline,
 * and on our kernels without and with the protection. It is what {@code tests/daxctl/uses.py} finds
 * there.
 */
@EnabledIfSystemProperty(named = "linux", matches = ".*7\\.3.*")
class DaxctlIT {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final String BEGIN = "<!-- tests/daxctl: begin -->";
  private static final String END = "<!-- tests/daxctl: end -->";

  @TestFactory
  Stream<DynamicContainer> daxctl() throws IOException {
    List<List<String>> rows = table(Files.readString(Path.of("README.md")));
    String daxctl = daxctl(LONGEST);
    return Stream.concat(
        Stream.of(container(Kernel.STOCK, "7.3", rows, 1, 2, daxctl)),
        KernelIT.LINUX.stream().map(linux -> container(Kernel.DEBUG, linux, rows, 2, 4, daxctl)));
  }

  /** The program of {@code vm/daxctl}. */
  private static String daxctl(Duration longest) {
    Output output =
        Output.of(new ProcessBuilder(Path.of("vm", "daxctl").toAbsolutePath().toString()), longest);
    assertThat(output.status()).as("the exit status of vm/daxctl").isZero();
    return output.lines().get(output.lines().size() - 1);
  }

  /** A test for each row: its columns from one to before another one are what that kernel says. */
  private static DynamicContainer container(
      Kernel kernel, String linux, List<List<String>> rows, int from, int to, String daxctl) {
    return dynamicContainer(
        linux + " " + kernel.option(),
        Stream.of(kernel)
            .map(
                booted ->
                    VirtualMachine.booting(booted)
                        .with("--linux", linux, "--regions", "2", "--region-size", "256M")
                        .command(
                            Path.of("tests", "daxctl", "uses.py").toAbsolutePath().toString(),
                            daxctl))
            .map(command -> Output.of(command, LONGEST))
            .flatMap(output -> tests(output, rows, from, to)));
  }

  private static Stream<DynamicTest> tests(
      Output output, List<List<String>> rows, int from, int to) {
    List<List<String>> found =
        output.lines().stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> List.of(line.split("\t", -1)))
            .toList();
    return Stream.concat(
        rows.stream()
            .map(
                row ->
                    dynamicTest(
                        row.get(0),
                        () ->
                            assertThat(found)
                                .as(String.join("\n", output.lines()))
                                .contains(
                                    Stream.concat(
                                            row.stream().limit(1), row.subList(from, to).stream())
                                        .toList()))),
        Stream.of(
            dynamicTest(
                "ran to its end, and the table has all of it",
                () -> {
                  assertThat(output.status()).isZero();
                  assertThat(found)
                      .extracting(row -> row.get(0))
                      .containsExactlyElementsOf(rows.stream().map(row -> row.get(0)).toList());
                })));
  }

  /** The cells of the table between the two comments, without its head. */
  private static List<List<String>> table(String page) {
    return page.substring(page.indexOf(BEGIN), page.indexOf(END))
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(
            line ->
                Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                    .map(String::strip)
                    .toList())
        .toList();
  }
}
