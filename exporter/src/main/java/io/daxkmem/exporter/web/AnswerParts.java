package io.daxkmem.exporter.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends an answer in parts, and reports each part that the client has taken. */
final class AnswerParts extends FilterOutputStream {
  /**
   * The JDK's server copies what one call writes: to the heap, until the connection is closed, and
   * to native memory, until the thread ends.
   */
  static final int MOST_BYTES = 1 << 14;

  private final Runnable taken;

  AnswerParts(OutputStream client, Runnable taken) {
    super(client);
    this.taken = taken;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int sent = 0; sent < length; sent += MOST_BYTES) {
      out.write(bytes, offset + sent, Math.min(MOST_BYTES, length - sent));
      taken.run();
    }
  }
}
