package io.daxkmem.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisibleTest {

  @Test
  void controlCharactersAreEscaped() {
    IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7f, 0xa0))
        .forEach(
            c ->
                assertThat(Visible.text("a" + (char) c + "b")).isEqualTo("a\\u%04xb".formatted(c)));
  }

  @Test
  void charactersThatChangeTheDirectionAreEscaped() {
    assertThat(Visible.text("java\u202e\u2066\u200f")).isEqualTo("java\\u202e\\u2066\\u200f");
  }

  @Test
  void allElseStays() {
    assertThat(Visible.text("it's \"Grün\\\" — 中")).isEqualTo("it's \"Grün\\\" — 中");
  }

  @Test
  void ofALongTextOnlyTheBeginIsQuoted() {
    assertThat(Visible.quoted("a".repeat(100))).isEqualTo("'" + "a".repeat(100) + "'");
    assertThat(Visible.quoted("a".repeat(99) + "\u001b" + "b".repeat(100_000)))
        .isEqualTo("'" + "a".repeat(99) + "\\u001b…'");
  }
}
