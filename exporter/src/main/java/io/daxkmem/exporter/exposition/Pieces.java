package io.daxkmem.exporter.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Bytes that follow one another, in pieces that several answers may share: those of a hundred
 * clients that do not take theirs cost the memory of one.
 */
public final class Pieces {
  private final List<byte[]> pieces;

  Pieces(List<byte[]> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** One. */
  public static Pieces of(byte[] bytes) {
    return new Pieces(List.of(bytes));
  }

  /** Of all of them, in bytes. */
  public int length() {
    return pieces.stream().mapToInt(piece -> piece.length).sum();
  }

  /**
   * Writes them.
   *
   * @param atOnce no more bytes than these
   */
  public void writeTo(OutputStream out, int atOnce) throws IOException {
    for (byte[] piece : pieces) {
      for (int written = 0; written < piece.length; written += atOnce) {
        out.write(piece, written, Math.min(atOnce, piece.length - written));
      }
    }
  }
}
