package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;

import io.daxkmem.log.Visible;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Sysfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The kernel's sysfs. */
public final class HostSysfs implements Sysfs {
  private final Path root;
  private final FileWatches watches = new FileWatches();

  @SuppressWarnings("ThreadLocalUsage") // a buffer belongs to a thread, not to a file
  private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(HostAttribute::newBuffer);

  /**
   * @param root where sysfs is mounted, {@code /sys}
   */
  public HostSysfs(Path root) {
    this.root = root;
  }

  @Override
  public String read(String path) throws IOException {
    try (HostAttribute file = new HostAttribute(file(path), buffers)) {
      return file.read();
    }
  }

  @Override
  public Attribute open(String path) throws IOException {
    return new HostAttribute(file(path), buffers);
  }

  @Override
  public void write(String path, String value) throws IOException {
    Path file = file(path);
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.write(US_ASCII.encode(value));
    } catch (FileSystemException e) {
      throw Errno.of(e.getReason()) == Errno.EROFS
          ? KernelRefusedException.of(file.toString(), value, e.getReason())
          : e;
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw KernelRefusedException.of(file.toString(), value, e.getMessage());
    }
  }

  @Override
  public List<String> list(String path) throws IOException {
    try (Stream<Path> files = Files.list(file(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  @Override
  public String linkName(String path) throws IOException {
    Path link = file(path);
    Path target = Files.readSymbolicLink(link);
    Path name = target.getFileName();
    if (name == null) {
      throw new FileSystemException(
          link.toString(), null, "leads to " + Visible.text(target.toString()) + ", not to a name");
    }
    return name.toString();
  }

  /** The names in a path come from the kernel's folders. Java may read one that it cannot write. */
  private Path file(String path) throws FileSystemException {
    try {
      return root.resolve(path);
    } catch (InvalidPathException e) {
      throw new FileSystemException(path, null, "is no file name for this JVM: " + e.getReason());
    }
  }

  @Override
  public Watch watch(String path, Runnable changed) throws IOException {
    return watches.add(file(path), changed);
  }
}
