package io.daxkmem.exporter.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
   * Writes them, with as few calls as can be: each may become a packet.
   *
   * @param atOnce no more bytes than these
   */
  public void writeTo(OutputStream out, int atOnce) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(atOnce, length()));
    for (byte[] piece : pieces) {
      int taken = 0;
      while (taken < piece.length) {
        int more = Math.min(buffer.remaining(), piece.length - taken);
        buffer.put(piece, taken, more);
        taken += more;
        if (!buffer.hasRemaining()) {
          out.write(buffer.array());
          buffer.clear();
        }
      }
    }
    if (buffer.position() > 0) {
      out.write(buffer.array(), 0, buffer.position());
    }
  }
}
