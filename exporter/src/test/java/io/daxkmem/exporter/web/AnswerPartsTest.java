package io.daxkmem.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void anAnswerThatAllArrivesHasNotFailed() throws IOException {
    AnswerParts parts = new AnswerParts(client(), () -> taken++);

    parts.write(new byte[1]);
    parts.close();

    assertThat(parts.failed()).isFalse();
  }

  static List<ThrowingConsumer<OutputStream>> uses() {
    return List.of(
        parts -> parts.write(1),
        parts -> parts.write(new byte[1]),
        OutputStream::flush,
        OutputStream::close);
  }

  @ParameterizedTest
  @MethodSource("uses")
  void anAnswerThatDoesNotArriveHasFailed(ThrowingConsumer<OutputStream> use) {
    AnswerParts parts = new AnswerParts(new Gone(), () -> taken++);

    assertThatThrownBy(() -> use.accept(parts)).isInstanceOf(IOException.class);
    assertThat(parts.failed()).isTrue();
  }

  @Test
  void closingAFailedAnswerFailsEachTime() {
    AnswerParts parts = new AnswerParts(new Gone(), () -> taken++);

    assertThatThrownBy(parts::close).isInstanceOf(IOException.class);
    assertThatThrownBy(parts::close).isInstanceOf(IOException.class);
  }

  /** The connection of a client that has gone. */
  private static final class Gone extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("Broken pipe");
    }
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
