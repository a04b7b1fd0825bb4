package io.daxkmem.region;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kernel's own sysfs, mounted below a root that can be chosen. */
public final class HostSysfs implements Sysfs {
  /** No attribute of a device or memory block comes near; sysfs ends them at a page. */
  private static final int LONGEST_BYTES = 4096;

  private final Path root;
  private final FileWatches watches = new FileWatches();

  /**
   * @param root where sysfs is mounted, {@code /sys}
   */
  public HostSysfs(Path root) {
    this.root = root;
  }

  @Override
  public String read(String path) throws IOException {
    Path file = root.resolve(path);
    ByteBuffer content = ByteBuffer.allocate(LONGEST_BYTES + 1);
    try (FileChannel channel = FileChannel.open(file, READ)) {
      channel.read(content, 0);
    } catch (FileSystemException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw Errno.of(e.getMessage()) == Errno.ENODEV
          ? new NoSuchFileException(file.toString(), null, e.getMessage())
          : broken(file, e.getMessage());
    }
    if (!content.hasRemaining()) {
      throw broken(file, "longer than " + LONGEST_BYTES + " bytes, so no attribute");
    }
    try {
      String text = US_ASCII.newDecoder().decode(content.flip()).toString();
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw broken(file, "not text");
    }
  }

  @Override
  public void write(String path, String value) throws IOException {
    Path file = root.resolve(path);
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.write(US_ASCII.encode(value));
    } catch (FileSystemException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw KernelRefusedException.of(file.toString(), value, e.getMessage());
    }
  }

  @Override
  public List<String> list(String path) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  @Override
  public String linkName(String path) throws IOException {
    return Files.readSymbolicLink(root.resolve(path)).getFileName().toString();
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    return watches.add(root.resolve(path), changed);
  }

  private static IOException broken(Path file, @Nullable String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
