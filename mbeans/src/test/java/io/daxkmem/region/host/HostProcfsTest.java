package io.daxkmem.region.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daxkmem.region.MemoryUser;
import io.daxkmem.region.SysfsTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads copies of procfs files. The real ones are read in the virtual machine. */
class HostProcfsTest {
  private static final long SLAB = 1L << 7;
  private static final long LRU = 1L << 5;
  private static final long PAGE_TABLE = 1L << 26;

  @TempDir Path root;
  private SysfsTree tree;
  private HostProcfs procfs;

  @BeforeEach
  void setUp() {
    tree = new SysfsTree(root);
    procfs = new HostProcfs(root);
  }

  @Test
  void freeSwapIsInBytes() throws IOException {
    tree.file("meminfo", "MemTotal:  2030100 kB\nSwapTotal:  1024 kB\nSwapFree:         1000 kB\n");

    assertThat(procfs.freeSwapBytes()).hasValue(1024_000);
  }

  @Test
  void missingFilesMeanUnknown() {
    assertThat(procfs.freeSwapBytes()).isEmpty();
    assertThat(new HostProcfs(root.resolve("none")).users(1, Set.of(0), () -> {})).isEmpty();
    assertThatThrownBy(() -> procfs.kernelPages(0, 4096)).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({"4026531836, true", "4026532201, false"})
  void othersAreSeenIfTheMachinesFirstProcessIs(String namespace, boolean seen) throws IOException {
    assertThat(procfs.seesOthers()).isFalse();

    Files.createDirectories(root.resolve("1/ns"));
    Files.createSymbolicLink(root.resolve("1/ns/pid"), Path.of("pid:[" + namespace + "]"));

    assertThat(procfs.seesOthers()).isEqualTo(seen);
  }

  @Test
  void processesWithPagesOnTheNodeAreItsUsers() throws IOException {
    process(
        7,
        "small",
        """
        55d0 default file=/usr/bin/small mapped=3 N0=2 N1=1 kernelpagesize_kB=4
        7ffd default stack anon=3 dirty=3 N0=3 kernelpagesize_kB=4
        7f00 bind:1 anon=2 N1=2 kernelpagesize_kB=2048
        """);
    process(8, "elsewhere", "7ffd default stack anon=3 N0=3 N11=9 kernelpagesize_kB=4\n");
    process(9, "large name", "7ffd bind:1 anon=4096 N1=4096 kernelpagesize_kB=4\n");
    tree.file("10/comm", "gone while we look\n");
    tree.file("self/numa_maps", "7ffd default N1=3 kernelpagesize_kB=4\n");

    assertThat(procfs.users(1, Set.of(0), () -> {}))
        .containsExactly(
            new MemoryUser(9, "large name", 16L << 20, true),
            new MemoryUser(7, "small", (4L << 20) + 4096, true));
  }

  @Test
  void namesMayBeAnyBytes() throws IOException {
    process(7, "", "7ffd default stack anon=3 N1=3 kernelpagesize_kB=4\n");
    bytes("7/comm", "\u001bp\u000br\u0085oc\u00ff\n");
    process(8, "maps", "");
    bytes("8/numa_maps", "7f00 default file=/tmp/\u00ff\u001b mapped=2 N1=2 kernelpagesize_kB=4\n");

    assertThat(procfs.users(1, Set.of(0), () -> {}))
        .containsExactly(
            new MemoryUser(7, "\\u001bp\\u000br\ufffdoc\ufffd", 3 * 4096, false),
            new MemoryUser(8, "maps", 2 * 4096, false));
  }

  @ParameterizedTest
  @CsvSource({
    "bind:1, true",
    "bind:1-2, true",
    "bind=static:1, true",
    "bind=static|balancing:1, true",
    "'bind:0-1,3', false",
    "bind:0, false",
    "bind:11, false",
    "prefer:1, false",
    "prefer (many):1, false",
    "interleave:1, false",
    "default file=/tmp/bind:1, false",
  })
  void whoseMemoryPolicyAllowsNoOtherNodeWithMemoryIsBound(String policy, boolean bound)
      throws IOException {
    process(7, "here", "7f00 default N1=1 kernelpagesize_kB=4\n7f10 " + policy + "\n");

    assertThat(procfs.users(1, Set.of(0, 3), () -> {}))
        .containsExactly(new MemoryUser(7, "here", 4096, bound));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "1-2, true", "'0-1', false", "0, false"})
  void whoseCpusetAllowsNoOtherNodeWithMemoryIsBound(String nodes, boolean bound)
      throws IOException {
    process(7, "here", "7f00 default N1=1 kernelpagesize_kB=4\n");
    tree.file("7/status", "Name:\there\nMems_allowed:\t2\nMems_allowed_list:\t" + nodes + "\n");

    assertThat(procfs.users(1, Set.of(0), () -> {}))
        .containsExactly(new MemoryUser(7, "here", 4096, bound));
  }

  @Test
  void whoIsBoundIsAUserEvenWithoutMemoryButNoKernelThread() throws IOException {
    process(7, "idle", "7f00 bind:1\n");
    process(8, "kthreadd", "");
    tree.file("8/status", "Mems_allowed_list:\t1\n");

    assertThat(procfs.users(1, Set.of(0), () -> {}))
        .containsExactly(new MemoryUser(7, "idle", 0, true));
  }

  private void bytes(String path, String latin) throws IOException {
    Files.write(root.resolve(path), latin.getBytes(ISO_8859_1));
  }

  @Test
  void eachProcessIsProgress() throws IOException {
    process(7, "elsewhere", "7ffd default stack anon=3 N0=3 kernelpagesize_kB=4\n");
    process(8, "here", "7ffd default stack anon=3 N1=3 kernelpagesize_kB=4\n");
    tree.file("9/comm", "gone while we look\n");
    AtomicInteger progress = new AtomicInteger();

    procfs.users(1, Set.of(0), progress::incrementAndGet);

    assertThat(progress).hasValue(3);
  }

  @Test
  void kernelPagesAreCountedWithinTheRange() throws IOException {
    auxv(33, 0x7fff_0000L, 6, 4096, 0, 0);
    longs("kpageflags", SLAB, LRU, SLAB | LRU, 0, PAGE_TABLE, SLAB);

    assertThat(procfs.kernelPages(4096, 4 * 4096)).isEqualTo(2);
    assertThat(procfs.kernelPages(0, 4096)).isEqualTo(1);
    assertThat(procfs.kernelPages(5 * 4096, 4 * 4096)).as("beyond the end").isEqualTo(1);
  }

  @Test
  void thePageSizeIsReadFromAuxv() throws IOException {
    auxv(6, 65536, 0, 0);
    longs("kpageflags", LRU, SLAB);

    assertThat(procfs.kernelPages(65536, 65536)).isEqualTo(1);
  }

  private void process(int pid, String name, String numaMaps) throws IOException {
    tree.file(pid + "/comm", name + "\n")
        .file(pid + "/numa_maps", numaMaps)
        .file(pid + "/status", "Mems_allowed_list:\t0-63\n");
  }

  private void auxv(long... values) throws IOException {
    tree.file("self/auxv", "");
    longs("self/auxv", values);
  }

  private void longs(String name, long... values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.nativeOrder());
    for (long value : values) {
      bytes.putLong(value);
    }
    Files.write(root.resolve(name), bytes.array());
  }
}
