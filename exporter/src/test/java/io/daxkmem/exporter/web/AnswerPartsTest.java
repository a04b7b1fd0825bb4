package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerPartsTest {
  private final List<Integer> written = new ArrayList<>();
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();
  private int taken;

  @Test
  void aLargeAnswerIsSentInParts() throws IOException {
    byte[] answer = new byte[2 * AnswerParts.MOST_BYTES + 1];
    answer[AnswerParts.MOST_BYTES] = 1;
    answer[answer.length - 1] = 2;
    try (OutputStream parts = new AnswerParts(client(), () -> taken++)) {
      parts.write(answer);
    }

    assertThat(written).containsExactly(AnswerParts.MOST_BYTES, AnswerParts.MOST_BYTES, 1);
    assertThat(all.toByteArray()).isEqualTo(answer);
    assertThat(taken).isEqualTo(3);
  }

  private OutputStream client() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new AssertionError("byte by byte");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        written.add(length);
        all.write(bytes, offset, length);
      }
    };
  }
}
