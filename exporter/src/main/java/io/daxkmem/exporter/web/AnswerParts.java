package io.daxkmem.exporter.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends an answer in parts, reports each part that the client has taken, and remembers failures.
 */
final class AnswerParts extends FilterOutputStream {
  /**
   * The JDK's server keeps a copy as large as the largest single write: on the heap until the
   * connection ends, and in native memory until the thread ends.
   */
  static final int MOST_BYTES = 1 << 14;

  private final Runnable taken;
  private boolean failed;

  AnswerParts(OutputStream client, Runnable taken) {
    super(client);
    this.taken = taken;
  }

  /** Whether a part could not be sent: the client has gone, or was cut off. */
  boolean failed() {
    return failed;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int sent = 0; sent < length; sent += MOST_BYTES) {
      int from = offset + sent;
      int size = Math.min(MOST_BYTES, length - sent);
      send(() -> out.write(bytes, from, size));
      taken.run();
    }
  }

  @Override
  public void flush() throws IOException {
    send(out::flush);
  }

  /** Fails again after a failure, or the JDK's server would keep the connection open for ever. */
  @Override
  public void close() throws IOException {
    send(super::close);
    if (failed) {
      throw new IOException("the client did not take its answer");
    }
  }

  private void send(Sending part) throws IOException {
    try {
      part.send();
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @FunctionalInterface
  private interface Sending {
    void send() throws IOException;
  }
}
