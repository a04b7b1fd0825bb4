package io.daxkmem.vm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A script of {@code kernel-patches/tests}, with its arguments, and the options of {@code vm/run}
 * for the machine that it needs, the kernel among them. With {@code last}, no other may run in that
 * machine after it; what is {@code slow} is begun before the others.
 */
record Script(Path file, String arguments, List<String> options, boolean last, boolean slow) {
  private static final String OPTIONS = "# vm: ";
  private static final String LAST = "# last: ";
  private static final String LINUX = "# linux: ";
  private static final String SLOW = "# slow: ";

  /**
   * One for each line such as {@code # vm: --regions 2 -- --steps 100}, with the options and, if
   * there are any, arguments of the script; or one without any. None where lines such as {@code #
   * linux: 7.3 has what this tests} name other kernels.
   */
  static Stream<Script> in(Path file, String linux) {
    List<String> lines = linesOf(file);
    List<String> only = lines.stream().filter(line -> line.startsWith(LINUX)).toList();
    if (!only.isEmpty() && only.stream().noneMatch(line -> line.startsWith(LINUX + linux + " "))) {
      return Stream.empty();
    }
    boolean last = lines.stream().anyMatch(line -> line.startsWith(LAST));
    boolean slow = lines.stream().anyMatch(line -> line.startsWith(SLOW));
    List<String> machines =
        lines.stream()
            .filter(line -> line.startsWith(OPTIONS))
            .map(line -> line.substring(OPTIONS.length()))
            .toList();
    return (machines.isEmpty() ? List.of("") : machines)
        .stream().map(line -> of(file, "--linux " + linux + " " + line, last, slow));
  }

  private static Script of(Path file, String line, boolean last, boolean slow) {
    int end = line.indexOf("-- ");
    while (end > 0 && line.charAt(end - 1) != ' ') {
      end = line.indexOf("-- ", end + 1);
    }
    String options = end < 0 ? line : line.substring(0, end);
    return new Script(
        file,
        end < 0 ? "" : line.substring(end + "-- ".length()),
        Stream.of(options.split(" ")).filter(word -> !word.isEmpty()).toList(),
        last,
        slow);
  }

  /** As {@code tests/together} takes it. */
  String command() {
    return (file + " " + arguments).strip();
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
