package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordWrapTest {

  @Test
  void shortTextIsUnchanged() {
    assertThat(WordWrap.text("dax0.0 is online; it was offline.")).doesNotContain("\n");
    assertThat(WordWrap.text("")).isEmpty();
  }

  @Test
  void eachSentenceBeginsALine() {
    assertThat(WordWrap.text("It took 1.5 s. It is online now. Try again."))
        .isEqualTo("It took 1.5 s.\nIt is online now.\nTry again.");
  }

  @Test
  void aLongSentenceIsBrokenAtSpaces() {
    String text = WordWrap.text("word ".repeat(60).strip() + " " + "x".repeat(200));

    assertThat(text.lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).doesNotStartWith(" ").doesNotEndWith(" "))
        .last()
        .isEqualTo("x".repeat(200));
    assertThat(text.lines().limit(4))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
  }
}
