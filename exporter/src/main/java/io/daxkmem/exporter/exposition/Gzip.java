package io.daxkmem.exporter.exposition;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Makes gzip files of parts that were compressed apart. A deflated stream is a sequence of blocks
 * (RFC 1951): those of each part, none said to be the last, can be followed by those of any other.
 */
final class Gzip {
  /** Of RFC 1952: deflated, without name and time, by an unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** Empty, and said to be the last. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final int TRAILER_BYTES = 8;
  private static final int BUFFER_BYTES = 8192;

  /** Setting up a deflater costs more than it gains here. */
  private static final int TOO_SHORT_TO_DEFLATE = 512;

  private static final byte NOT_LAST_AND_NOT_DEFLATED = 0;
  private static final int STORED_HEADER_BYTES = 5;

  private Gzip() {}

  /** Whole bytes of blocks, none of which is the last. */
  static byte[] deflate(byte[] text) {
    if (text.length < TOO_SHORT_TO_DEFLATE) {
      return store(text);
    }
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(text);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      int written;
      do {
        written = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        out.write(buffer, 0, written);
      } while (written == buffer.length);
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] store(byte[] text) {
    return ByteBuffer.allocate(STORED_HEADER_BYTES + text.length)
        .order(LITTLE_ENDIAN)
        .put(NOT_LAST_AND_NOT_DEFLATED)
        .putShort((short) text.length)
        .putShort((short) ~text.length)
        .put(text)
        .array();
  }

  /** The file whose content is the text of all parts. */
  static Pieces file(List<Part> parts) {
    List<byte[]> file = new ArrayList<>(parts.size() + 2);
    CRC32 checksum = new CRC32();
    int size = 0;
    file.add(HEADER);
    for (Part part : parts) {
      file.add(part.deflated());
      checksum.update(part.text());
      size += part.text().length;
    }
    file.add(end((int) checksum.getValue(), size));
    return new Pieces(file);
  }

  private static byte[] end(int checksum, int size) {
    return ByteBuffer.allocate(LAST_BLOCK.length + TRAILER_BYTES)
        .order(LITTLE_ENDIAN)
        .put(LAST_BLOCK)
        .putInt(checksum)
        .putInt(size)
        .array();
  }
}
