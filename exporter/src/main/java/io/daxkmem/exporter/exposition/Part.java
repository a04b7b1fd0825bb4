package io.daxkmem.exporter.exposition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a text, which is compressed once if at all. */
final class Part {
  private final byte[] text;
  private byte @Nullable [] deflated;

  Part(byte[] text) {
    this.text = text;
  }

  byte[] text() {
    return text;
  }

  /** As {@link Gzip#deflate} makes it. */
  synchronized byte[] deflated() {
    if (deflated == null) {
      deflated = Gzip.deflate(text);
    }
    return deflated;
  }

  /** The texts, one after the other. */
  static byte[] join(List<Part> parts) {
    byte[] all = new byte[parts.stream().mapToInt(part -> part.text.length).sum()];
    int length = 0;
    for (Part part : parts) {
      System.arraycopy(part.text, 0, all, length, part.text.length);
      length += part.text.length;
    }
    return all;
  }
}
