package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {

  @Test
  void whatIsShortStaysAsItIs() {
    assertThat(Wrapped.text("dax0.0 is online; it was offline.")).doesNotContain("\n");
    assertThat(Wrapped.text("")).isEmpty();
  }

  @Test
  void eachSentenceBeginsALine() {
    assertThat(Wrapped.text("It took 1.5 s. It is online now. Try again."))
        .isEqualTo("It took 1.5 s.\nIt is online now.\nTry again.");
  }

  @Test
  void aLongSentenceIsBrokenAtSpaces() {
    String text = Wrapped.text("word ".repeat(60).strip() + " " + "x".repeat(200));

    assertThat(text.lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).doesNotStartWith(" ").doesNotEndWith(" "))
        .last()
        .isEqualTo("x".repeat(200));
    assertThat(text.lines().limit(4))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
  }
}
