package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingLong;

import io.daxkmem.region.MemoryUser;
import io.daxkmem.region.Procfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kernel's procfs. Only root can see other users' processes and {@code kpageflags}. */
public final class HostProcfs implements Procfs {
  private static final Pattern SWAP = Pattern.compile("SwapFree:\\s+(\\d+) kB");
  private static final Pattern CPUSET = Pattern.compile("Mems_allowed_list:\\s+(\\S+)");

  /** {@code KPF_SLAB} and {@code KPF_PGTABLE} in {@code kpageflags}. */
  private static final long KERNELS = 1L << 7 | 1L << 26;

  /** {@code PROC_PID_INIT_INO}: the namespace of processes that the machine has from boot. */
  private static final Path FIRST_NAMESPACE = Path.of("pid:[4026531836]");

  /** The {@code auxv} entry with the page size. */
  private static final long AT_PAGESZ = 6;

  /** The last {@code auxv} entry. */
  private static final long AT_NULL = 0;

  private final Path root;

  /**
   * @param root where procfs is mounted, {@code /proc}
   */
  public HostProcfs(Path root) {
    this.root = root;
  }

  /** Reads {@code meminfo}. */
  @Override
  public OptionalLong freeSwapBytes() {
    try (Stream<String> lines = Files.lines(root.resolve("meminfo"))) {
      return lines
          .map(SWAP::matcher)
          .filter(Matcher::matches)
          .mapToLong(line -> Long.parseLong(line.group(1)) << 10)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  /** Reads each process's {@code numa_maps} and {@code status}. */
  @Override
  public List<MemoryUser> users(int node, Set<Integer> others, Runnable progress) {
    OnlyNode only = new OnlyNode(node, others);
    try (Stream<Path> processes = Files.list(root)) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .map(process -> user(process, only))
          .peek(looked -> progress.run())
          .flatMap(Optional::stream)
          .filter(user -> user.bytes() > 0 || user.bound())
          .sorted(comparingLong(MemoryUser::bytes).reversed())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /**
   * Reads {@code ns/pid} of the first process, which takes the right that its {@code numa_maps}
   * takes. In a container that is another process than the machine's first one.
   */
  @Override
  public boolean seesOthers() {
    try {
      return Files.readSymbolicLink(root.resolve("1/ns/pid")).equals(FIRST_NAMESPACE);
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads {@code kpageflags}. */
  @Override
  public long kernelPages(long start, long bytes) throws IOException {
    long pageSize = pageSize();
    ByteBuffer flags =
        ByteBuffer.allocate(Math.toIntExact(bytes / pageSize * Long.BYTES))
            .order(ByteOrder.nativeOrder());
    try (SeekableByteChannel channel = Files.newByteChannel(root.resolve("kpageflags"))) {
      channel.position(start / pageSize * Long.BYTES);
      while (flags.hasRemaining() && channel.read(flags) >= 0) {
        // a read may return only a part
      }
    }
    long pages = 0;
    flags.flip();
    while (flags.remaining() >= Long.BYTES) {
      if ((flags.getLong() & KERNELS) != 0) {
        pages++;
      }
    }
    return pages;
  }

  private long pageSize() throws IOException {
    ByteBuffer entries =
        ByteBuffer.wrap(Files.readAllBytes(root.resolve("self/auxv")))
            .order(ByteOrder.nativeOrder());
    for (long type = entries.getLong(); type != AT_NULL; type = entries.getLong()) {
      long value = entries.getLong();
      if (type == AT_PAGESZ) {
        return value;
      }
    }
    throw new IOException("self/auxv does not say how large a page is");
  }

  /** Decodes leniently, as names of processes and mapped files may be any bytes. */
  private static Optional<MemoryUser> user(Path process, OnlyNode only) {
    NumaMaps maps = new NumaMaps(only);
    try (Stream<String> mappings = Files.lines(process.resolve("numa_maps"), ISO_8859_1)) {
      mappings.forEach(maps::add);
      return Optional.of(
          new MemoryUser(
              Long.parseLong(process.getFileName().toString()),
              new String(Files.readAllBytes(process.resolve("comm")), UTF_8).strip(),
              maps.bytes(),
              maps.areBound() || (!maps.areEmpty() && hasCpuset(process, only))));
    } catch (IOException | UncheckedIOException e) {
      // the process has ended, or belongs to another user
      return Optional.empty();
    }
  }

  private static boolean hasCpuset(Path process, OnlyNode only) throws IOException {
    try (Stream<String> lines = Files.lines(process.resolve("status"), ISO_8859_1)) {
      return lines
          .map(CPUSET::matcher)
          .filter(Matcher::matches)
          .anyMatch(nodes -> only.isLeftOf(nodes.group(1)));
    }
  }
}
