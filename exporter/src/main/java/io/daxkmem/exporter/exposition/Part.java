package io.daxkmem.exporter.exposition;

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
}
