package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;

import io.daxkmem.region.Errno;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the kernel's sysfs. It is made anew for each {@code read(2)} at its beginning, so that
 * one descriptor serves for ever; after its device has gone, that fails with {@code ENODEV}.
 */
final class HostAttribute implements Sysfs.Attribute {
  /** No attribute of a device or memory block comes near; sysfs ends them at a page. */
  private static final int LONGEST_BYTES = 4096;

  /** What a {@link String} has instead of a byte that it cannot decode. */
  private static final char NOT_ASCII = '\ufffd';

  private final Path file;
  private final ThreadLocal<ByteBuffer> buffers;
  private final FileChannel channel;

  /**
   * Opens it.
   *
   * @param buffers of {@link #newBuffer}, shared by all files
   */
  HostAttribute(Path file, ThreadLocal<ByteBuffer> buffers) throws IOException {
    this.file = file;
    this.buffers = buffers;
    this.channel = FileChannel.open(file, READ);
  }

  /** Outside the heap, as the channel would copy everything to such a buffer otherwise. */
  static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(LONGEST_BYTES + 1);
  }

  @Override
  public String read() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      // the channel would be closed for all others, too
      throw new ClosedByInterruptException();
    }
    return text(content());
  }

  private ByteBuffer content() throws IOException {
    ByteBuffer content = buffers.get().clear();
    try {
      channel.read(content, 0);
    } catch (FileSystemException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw Errno.of(e.getMessage()) == Errno.ENODEV
          ? new NoSuchFileException(file.toString(), null, e.getMessage())
          : broken(e.getMessage());
    }
    if (!content.hasRemaining()) {
      throw broken("longer than " + LONGEST_BYTES + " bytes, so no attribute");
    }
    return content.flip();
  }

  private String text(ByteBuffer content) throws IOException {
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    String text = new String(bytes, US_ASCII);
    if (text.indexOf(NOT_ASCII) >= 0) {
      throw broken("not text");
    }
    if (!text.endsWith("\n")) {
      throw broken("'" + text + "' is cut off: an attribute ends with a newline");
    }
    return text.substring(0, text.length() - 1);
  }

  private IOException broken(@Nullable String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
