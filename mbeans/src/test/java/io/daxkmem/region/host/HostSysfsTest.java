package io.daxkmem.region.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.disk.SmallDisk;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelContract;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.SysfsTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads and watches plain files. The kernel's behaviour is tested by {@link KernelContract}. */
@SuppressWarnings("try")
class HostSysfsTest {
  @TempDir Path root;
  private SysfsTree tree;
  private Sysfs sysfs;

  @BeforeEach
  void setUp() {
    tree = new SysfsTree(root);
    sysfs = new HostSysfs(root);
  }

  /** As in a container, or in a unit with ProtectKernelTunables. */
  @Test
  void aWriteToAReadOnlySysfsIsRefused() throws IOException {
    Optional<SmallDisk> mounted = SmallDisk.mount(root, 16);
    assumeThat(mounted).as("the right to mount a disk").isPresent();
    try (SmallDisk disk = mounted.orElseThrow()) {
      tree.file("hotplug", "offline\n");
      disk.makeReadOnly();

      assertThatThrownBy(() -> sysfs.write("hotplug", "online"))
          .isInstanceOfSatisfying(
              KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EROFS));
      assertThat(sysfs.read("hotplug")).isEqualTo("offline");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'online\n', online",
    "'Normal Movable\n', Normal Movable",
    "'\n', ''",
  })
  void aFileIsReadWithoutItsNewline(String content, String text) throws IOException {
    tree.file("memory32/state", content);

    assertThat(sysfs.read("memory32/state")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "onl", "online"})
  void textWithoutANewlineIsAnErrorNamingTheFile(String content) throws IOException {
    tree.file("memory32/state", content);

    assertThatThrownBy(() -> sysfs.read("memory32/state"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(root + "/memory32/state: '" + content + "' is cut off");
  }

  @Test
  void contentThatIsNotTextIsAnErrorNamingTheFile() throws IOException {
    Files.write(root.resolve("state"), new byte[] {'o', 'n', (byte) 0xff, 0});

    assertThatThrownBy(() -> sysfs.read("state"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(root + "/state: not text");
  }

  @Test
  void contentLongerThanAPageIsAnErrorNamingTheFile() throws IOException {
    tree.file("state", "x".repeat(1 << 20));

    assertThatThrownBy(() -> sysfs.read("state"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(root + "/state: longer than 4096 bytes, so not an attribute");
  }

  @Test
  void aFileHeldOpenIsReadFromItsBeginningEachTime() throws IOException {
    tree.file("state", "going-offline\n");

    try (Sysfs.Attribute state = sysfs.open("state")) {
      assertThat(state.read()).isEqualTo("going-offline");
      tree.file("state", "offline\n");
      assertThat(state.read()).isEqualTo("offline").isEqualTo(state.read());
    }

    assertThat(openFiles()).doesNotContain(root.resolve("state"));
  }

  @Test
  void anInterruptedReaderLeavesAFileOpenForOthers() throws IOException {
    tree.file("state", "online\n");

    try (Sysfs.Attribute state = sysfs.open("state")) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(state::read).isInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();

      assertThat(state.read()).isEqualTo("online");
    }
  }

  @Test
  void readingAFolderIsAnErrorNamingIt() throws IOException {
    tree.file("memory32/state", "online");

    assertThatThrownBy(() -> sysfs.read("memory32"))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(root + "/memory32: Is a directory");
  }

  @Test
  void listingAFileGivesNoNames() throws IOException {
    tree.file("memory32/state", "online");

    assertThat(sysfs.list("memory32")).containsExactly("state");
    assertThat(sysfs.list("memory32/state")).isEmpty();
  }

  @Test
  void namesAreSorted() throws IOException {
    tree.file("b", "").file("c", "").file("a", "");

    assertThat(sysfs.list("")).containsExactly("a", "b", "c");
  }

  @Test
  void linkNameIsTheLastNameOfTheTarget() throws IOException {
    tree.link("dax0.0/driver", "../../../../bus/dax/drivers/kmem");

    assertThat(sysfs.linkName("dax0.0/driver")).isEqualTo("kmem");
  }

  @Test
  void aFailedWriteCarriesTheErrorNumber() {
    Sysfs devices = new HostSysfs(Path.of("/dev"));

    assertThatThrownBy(() -> devices.write("full", "online"))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOSPC))
        .hasMessage("/dev/full: the kernel refused 'online': No space left on device (ENOSPC)");
  }

  @Test
  void aWatchIsCalledForItsFileOnly() throws IOException {
    tree.file("devices/dax0.0/hotplug", "offline").file("devices/dax0.0/size", "1");
    tree.link("bus/dax0.0", "../devices/dax0.0");
    AtomicInteger hotplug = new AtomicInteger();
    AtomicInteger size = new AtomicInteger();

    try (Sysfs.Watch first = sysfs.watch("bus/dax0.0/hotplug", hotplug::incrementAndGet);
        Sysfs.Watch second = sysfs.watch("bus/dax0.0/size", size::incrementAndGet)) {
      sysfs.write("bus/dax0.0/size", "2");
      await().until(() -> size.get() == 1);
      assertThat(hotplug).hasValue(0);

      sysfs.write("bus/dax0.0/hotplug", "online");
      await().until(() -> hotplug.get() == 1);
    }
  }

  @Test
  void closingAWatchLeavesOthersRunning() throws IOException {
    tree.file("hotplug", "offline");
    AtomicInteger closed = new AtomicInteger();
    AtomicInteger open = new AtomicInteger();
    Sysfs.Watch watch = sysfs.watch("hotplug", closed::incrementAndGet);

    try (Sysfs.Watch other = sysfs.watch("hotplug", open::incrementAndGet)) {
      watch.close();
      watch.close();
      sysfs.write("hotplug", "online");
      await().until(() -> open.get() == 1);
    }

    assertThat(closed).hasValue(0);
  }

  @Test
  void aThrowingCallbackDoesNotEndTheWatch() throws IOException {
    tree.file("hotplug", "offline");
    AtomicInteger calls = new AtomicInteger();
    Runnable broken =
        () -> {
          calls.incrementAndGet();
          throw new IllegalStateException("a callback that throws");
        };

    try (Sysfs.Watch watch = sysfs.watch("hotplug", broken)) {
      sysfs.write("hotplug", "online");
      await().until(() -> calls.get() == 1);
      sysfs.write("hotplug", "online_movable");
      await().until(() -> calls.get() == 2);
    }
  }

  @Test
  void closedWatchesLeaveNoThreadOrDescriptor() throws IOException {
    tree.file("hotplug", "offline");

    sysfs.watch("hotplug", () -> {}).close();

    await().until(() -> watchThreads() == 0);
    assertThat(openFiles()).doesNotContain(root.resolve("hotplug"));
  }

  private static long watchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("sysfs-watch"))
        .count();
  }

  private static List<Path> openFiles() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Files::exists).map(HostSysfsTest::target).toList();
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
