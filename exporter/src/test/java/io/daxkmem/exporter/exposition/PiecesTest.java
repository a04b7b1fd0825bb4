package io.daxkmem.exporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final int AT_ONCE = 100;

  @Test
  void theyAreWrittenInOrderWithAsFewCallsAsCanBe() throws IOException {
    Writes out = new Writes();

    new Pieces(List.of(piece(30, 1), piece(250, 2), piece(0, 3), piece(45, 4)))
        .writeTo(out, AT_ONCE);

    assertThat(out.lengths).containsExactly(100, 100, 100, 25);
    byte[] all = out.all.toByteArray();
    assertThat(all).startsWith(piece(30, 1)).endsWith(piece(45, 4)).hasSize(325);
    assertThat(all[30]).isEqualTo((byte) 2);
    assertThat(all[279]).isEqualTo((byte) 2);
  }

  @Test
  void ofNoneNothingIsWritten() throws IOException {
    Writes out = new Writes();

    Pieces.of(new byte[0]).writeTo(out, AT_ONCE);

    assertThat(out.lengths).isEmpty();
  }

  private static byte[] piece(int length, int of) {
    byte[] piece = new byte[length];
    Arrays.fill(piece, (byte) of);
    return piece;
  }

  private static final class Writes extends OutputStream {
    final List<Integer> lengths = new ArrayList<>();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public void write(byte[] bytes, int offset, int length) {
      lengths.add(length);
      all.write(bytes, offset, length);
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }
  }
}
