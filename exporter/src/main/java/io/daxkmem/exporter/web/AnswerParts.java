package io.daxkmem.exporter.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends an answer in parts, and says whenever the client has taken one. */
final class AnswerParts extends FilterOutputStream {
  /**
   * The JDK's server copies whatever is written at once, to the heap for as long as the connection
   * lasts and outside of it for as long as the thread does.
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
