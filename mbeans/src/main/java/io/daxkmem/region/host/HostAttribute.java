package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;

import io.daxkmem.log.Visible;
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
 * An open file of the kernel's sysfs. Each {@code read(2)} at offset 0 returns the current content,
 * and fails with {@code ENODEV} once the device is gone.
 */
final class HostAttribute implements Sysfs.Attribute {
  /** Sysfs limits an attribute to one page. */
  private static final int LONGEST_BYTES = 4096;

  /** The replacement character for bytes that are not ASCII. */
  private static final char NOT_ASCII = '\ufffd';

  private final Path file;
  private final ThreadLocal<ByteBuffer> buffers;
  private final FileChannel channel;

  /**
   * Opens the file.
   *
   * @param buffers from {@link #newBuffer}, shared by all files
   */
  HostAttribute(Path file, ThreadLocal<ByteBuffer> buffers) throws IOException {
    this.file = file;
    this.buffers = buffers;
    this.channel = FileChannel.open(file, READ);
  }

  /** Allocates a direct buffer, because the channel would otherwise copy through one of its own. */
  static ByteBuffer newBuffer() {
    return ByteBuffer.allocateDirect(LONGEST_BYTES + 1);
  }

  @Override
  public String read() throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      // reading now would close the channel for all threads
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
      throw broken("longer than " + LONGEST_BYTES + " bytes, so not an attribute");
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
      throw broken("'" + Visible.text(text) + "' is cut off: an attribute ends with a newline");
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
