package io.daxkmem.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a program said in TAP, with what else it said, and its exit status. */
record Tap(List<Result> results, List<String> others, int planned, int status) {
  private record Result(boolean ok, String description) {}

  static Tap of(List<String> lines, int status) {
    return new Tap(
        lines.stream()
            .filter(Tap::isResult)
            .map(line -> new Result(line.startsWith("ok"), line.replaceFirst("^[^-]*(- )?", "")))
            .toList(),
        lines.stream().filter(line -> !isResult(line) && !isPlan(line)).toList(),
        lines.stream()
            .filter(Tap::isPlan)
            .mapToInt(line -> Integer.parseInt(line.substring("1..".length())))
            .findFirst()
            .orElse(-1),
        status);
  }

  private static boolean isResult(String line) {
    return line.matches("(not )?ok \\d.*");
  }

  private static boolean isPlan(String line) {
    return line.matches("1\\.\\.\\d+");
  }

  /**
   * A test for each result, and one that the program ran to its end and exited with 0, which shows
   * what else it said if not: its comments, and the error that ended it.
   */
  Stream<DynamicTest> tests() {
    return Stream.concat(
        results.stream()
            .map(
                result ->
                    dynamicTest(
                        result.description(),
                        () -> assertThat(result.ok()).as(result.description()).isTrue())),
        Stream.of(
            dynamicTest(
                "ran to its end",
                () -> {
                  String said = String.join("\n", others);
                  assertThat(planned).as(said).isEqualTo(results.size()).isPositive();
                  assertThat(status).as(said).isZero();
                })));
  }
}
