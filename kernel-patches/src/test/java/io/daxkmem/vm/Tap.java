package io.daxkmem.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a program said in TAP, with its comments, and its exit status. */
record Tap(List<Result> results, List<String> comments, int planned, int status) {
  private record Result(boolean ok, String description) {}

  static Tap of(List<String> lines, int status) {
    return new Tap(
        lines.stream()
            .filter(line -> line.matches("(not )?ok \\d.*"))
            .map(line -> new Result(line.startsWith("ok"), line.replaceFirst("^[^-]*(- )?", "")))
            .toList(),
        lines.stream().filter(line -> line.startsWith("#")).toList(),
        lines.stream()
            .filter(line -> line.matches("1\\.\\.\\d+"))
            .mapToInt(line -> Integer.parseInt(line.substring("1..".length())))
            .findFirst()
            .orElse(-1),
        status);
  }

  /**
   * A test for each line, and one that the program ran to its end and exited with 0, which shows
   * the comments if not: they tell more of what happened.
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
                  String said = String.join("\n", comments);
                  assertThat(planned).as(said).isEqualTo(results.size()).isPositive();
                  assertThat(status).as(said).isZero();
                })));
  }
}
