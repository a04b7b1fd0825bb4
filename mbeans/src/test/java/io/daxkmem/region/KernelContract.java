package io.daxkmem.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of our kernel's {@code hotplug} attribute, for a region of 1 GiB on node 1. The
 * simulated kernel runs it in every build, the real one in a virtual machine. It keeps the
 * simulation faithful.
 */
@Timeout(120)
public abstract class KernelContract<S extends Sysfs> {
  /** Long enough for an emulated machine on a busy host. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  protected static final String DEVICE = "dax0.0";

  private static final String FOLDER = "bus/dax/devices/" + DEVICE;
  private static final String HOTPLUG = FOLDER + "/hotplug";
  private static final String PENDING = FOLDER + "/hotplug_stats/pending";
  private static final String BLOCK = "devices/system/memory/memory33/state";
  private static final String PROTECT = "module/kmem/parameters/protect";
  private static final String UNBIND = "bus/dax/drivers/kmem/unbind";
  private static final String BIND = "bus/dax/drivers/kmem/bind";
  private static final Duration LONG = Duration.ofSeconds(60);

  protected final S sysfs;
  protected final Regions regions;

  protected KernelContract(S sysfs) {
    this.sysfs = sysfs;
    this.regions = new Regions(sysfs, Optional.empty(), PATIENCE);
  }

  /** Pins a page in the region, which is online in {@code ZONE_MOVABLE}. Closing frees it. */
  protected abstract AutoCloseable pinPage() throws Exception;

  @BeforeEach
  void offline() throws IOException {
    sysfs.write(PROTECT, "Y");
    if (region().state() == RegionState.UNPLUGGED) {
      sysfs.write(HOTPLUG, "online");
    }
    sysfs.write(HOTPLUG, "offline");
  }

  @Test
  void aRegionHasItsFacts() throws IOException {
    Region region = region();

    assertThat(region.device()).isEqualTo(DEVICE);
    assertThat(region.path()).isEqualTo("/platform/hmem.0");
    assertThat(region.isKmem()).isTrue();
    assertThat(region.targetNode()).isEqualTo(1);
    assertThat(region.resource()).hasValue(0x1_0000_0000L);
    assertThat(region.sizeBytes()).isEqualTo(1L << 30);
    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.HOTPLUG);
    assertThat(region.state()).isEqualTo(RegionState.OFFLINE);
    assertThat(region.pending()).isEmpty();
    MemoryBlocks blocks = region.blocks().orElseThrow();
    assertThat(blocks.blockSizeBytes()).isEqualTo(128L << 20);
    assertThat(blocks.blocks())
        .extracting(MemoryBlock::number)
        .containsExactly(32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L);
  }

  @Test
  void theNodeCountsMemoryFailures() throws IOException {
    List<Reading<Map<MemoryFailure, Long>>> read = regions.memoryFailures(List.of(1, 999));
    assertThat(read.get(0).get())
        .containsOnlyKeys(MemoryFailure.values())
        .allSatisfy((outcome, pages) -> assertThat(pages).isZero());
    assertThat(read.get(1).get()).as("a node that is not there").isEmpty();
  }

  @Test
  void theBusExists() throws IOException {
    assertThat(regions.hasBus()).isTrue();
    assertThat(sysfs.read("bus/dax/drivers_autoprobe")).isEqualTo("1");
  }

  @ParameterizedTest(name = "{1} written to a region that is {0}: {2}")
  @CsvSource({
    "unplugged, offline, EINVAL",
    "unplugged, online, online",
    "unplugged, online_kernel, online_kernel",
    "unplugged, online_movable, online_movable",
    "unplugged, unplug, unplugged",
    "unplugged, unplugged, unplugged",
    "offline, offline, offline",
    "offline, online, online",
    "offline, online_kernel, online_kernel",
    "offline, online_movable, online_movable",
    "offline, unplug, unplugged",
    "offline, unplugged, unplugged",
    "online, offline, offline",
    "online, online, online",
    "online, online_kernel, EBUSY",
    "online, online_movable, EBUSY",
    "online, unplug, unplugged",
    "online, unplugged, unplugged",
    "online_kernel, offline, offline",
    "online_kernel, online, EBUSY",
    "online_kernel, online_kernel, online_kernel",
    "online_kernel, online_movable, EBUSY",
    "online_kernel, unplug, unplugged",
    "online_kernel, unplugged, unplugged",
    "online_movable, offline, offline",
    "online_movable, online, EBUSY",
    "online_movable, online_kernel, EBUSY",
    "online_movable, online_movable, online_movable",
    "online_movable, unplug, unplugged",
    "online_movable, unplugged, unplugged",
    "offline, inconsistent, EINVAL",
    "offline, ONLINE, EINVAL",
    "offline, on, EINVAL",
    "offline, online movable, EINVAL",
    "offline, 1, EINVAL",
  })
  void transitions(String from, String written, String result) throws IOException {
    bring(from);
    Map<String, Long> before = counts();

    if (result.startsWith("E")) {
      assertThatThrownBy(() -> sysfs.write(HOTPLUG, written))
          .isInstanceOfSatisfying(
              KernelRefusedException.class,
              e -> assertThat(e.errno()).isEqualTo(Errno.valueOf(result)))
          .hasMessageContainingAll(HOTPLUG, written, result);
    } else {
      sysfs.write(HOTPLUG, written);
    }

    Region after = region();
    String expected = result.startsWith("E") ? from : result;
    assertThat(sysfs.read(HOTPLUG)).isEqualTo(expected);
    assertThat(after.state().text()).isEqualTo(expected);
    assertBlocksAre(after.state());
    if (expected.equals(from)) {
      assertThat(counts()).isEqualTo(before);
    } else {
      assertThat(counts()).isEqualTo(plus(before, Transition.of(written).orElseThrow().text(), 1));
    }
  }

  @Test
  void busyTimeGrowsDuringTransitionsOnly() throws IOException {
    long before = busyNanos();
    sysfs.write(HOTPLUG, "online");
    long after = busyNanos();
    sysfs.write(HOTPLUG, "online");

    assertThat(after).isGreaterThan(before);
    assertThat(busyNanos()).isEqualTo(after);
  }

  @Test
  void anEmptyWordIsInvalid() {
    assertThatThrownBy(() -> sysfs.write(HOTPLUG, "\n"))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
  }

  @Test
  void aWordMayEndWithANewline() throws IOException {
    sysfs.write(HOTPLUG, "online\n");

    assertThat(sysfs.read(HOTPLUG)).isEqualTo("online");
  }

  @ParameterizedTest
  @EnumSource(names = {"OFFLINE", "ONLINE", "ONLINE_KERNEL", "ONLINE_MOVABLE"})
  void writingABlockOfAProtectedRegionIsRefused(RegionState state) throws IOException {
    bring(state.text());
    Map<String, Long> before = counts();
    List<String> other =
        state == RegionState.OFFLINE
            ? List.of("online", "online_kernel", "online_movable")
            : List.of("offline");

    for (String word : other) {
      assertThatThrownBy(() -> sysfs.write(BLOCK, word))
          .isInstanceOfSatisfying(
              KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
    }

    assertThat(counts()).isEqualTo(plus(before, "refused", other.size()));
    assertThat(region().state()).isEqualTo(state);
    assertBlocksAre(state);
  }

  @Test
  void writingABlocksOwnStateIsInvalidAndNotCounted() throws IOException {
    Map<String, Long> before = counts();

    assertThatThrownBy(() -> sysfs.write(BLOCK, "offline"))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));

    assertThat(counts()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "online, EBUSY",
    "online_kernel, EBUSY",
    "online_movable, EBUSY",
    "inconsistent, EINVAL",
    "offline, offline",
    "unplug, unplugged",
  })
  void unprotectedBlocksThatDisagreeMakeARegionInconsistent(String written, String result)
      throws IOException {
    sysfs.write(PROTECT, "never");
    sysfs.write(BLOCK, "online_movable");
    Map<String, Long> before = counts();
    assertThat(sysfs.read(HOTPLUG)).isEqualTo("inconsistent");
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    assertThat(region().blocks().orElseThrow().movable()).isEqualTo(1);

    if (result.startsWith("E")) {
      assertThatThrownBy(() -> sysfs.write(HOTPLUG, written))
          .isInstanceOfSatisfying(
              KernelRefusedException.class,
              e -> assertThat(e.errno()).isEqualTo(Errno.valueOf(result)));
      assertThat(sysfs.read(HOTPLUG)).isEqualTo("inconsistent");
      assertThat(counts()).isEqualTo(before);
    } else {
      sysfs.write(HOTPLUG, written);
      assertThat(sysfs.read(HOTPLUG)).isEqualTo(result);
      assertThat(counts()).isEqualTo(plus(before, written, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "managed, managed",
    "always, always",
    "never, never",
    "Y, always",
    "N, never",
  })
  void theProtectParameterReadsBackAsAWord(String written, String read) throws IOException {
    sysfs.write(PROTECT, written);

    assertThat(sysfs.read(PROTECT)).isEqualTo(read);
  }

  @Test
  void anUnknownProtectWordIsInvalid() throws IOException {
    sysfs.write(PROTECT, "managed");

    for (String word : List.of("manage", "managed by me", "\n")) {
      assertThatThrownBy(() -> sysfs.write(PROTECT, word))
          .isInstanceOfSatisfying(
              KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }

    assertThat(sysfs.read(PROTECT)).isEqualTo("managed");
  }

  @Test
  void aRegionNeverWrittenToIsUnprotectedAndItsStateFollowsItsBlocks() throws IOException {
    bindAgain("managed");
    assertProtected(false);
    Map<String, Long> before = counts();

    for (long block = 32; block < 40; block++) {
      sysfs.write("devices/system/memory/memory" + block + "/state", "online_movable");
      assertThat(sysfs.read(HOTPLUG)).isEqualTo(block < 39 ? "inconsistent" : "online_movable");
      assertThat(region().blocks().orElseThrow().movable()).isEqualTo(block - 31);
    }

    assertThat(region().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(counts()).isEqualTo(before);
    assertProtected(false);
  }

  @Test
  void anInvalidWriteDoesNotProtect() throws IOException {
    bindAgain("managed");

    assertThatThrownBy(() -> sysfs.write(HOTPLUG, "inconsistent"))
        .isInstanceOf(KernelRefusedException.class);

    assertProtected(false);
    sysfs.write(BLOCK, "online_movable");
  }

  @ParameterizedTest
  @CsvSource({"offline, online_movable", "online, offline"})
  void theFirstWriteProtectsARegion(String written, String other) throws IOException {
    bindAgain("managed");

    sysfs.write(HOTPLUG, written);

    assertProtected(true);
    assertThatThrownBy(() -> sysfs.write(BLOCK, other))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
    assertThat(counts()).containsEntry("refused", 1L);
  }

  @Test
  void bindingAgainEndsProtection() throws IOException {
    bindAgain("managed");
    sysfs.write(HOTPLUG, "online");
    assertProtected(true);

    bindAgain("managed");

    assertProtected(false);
  }

  @Test
  void alwaysProtectsFromTheBind() throws IOException {
    bindAgain("always");

    assertProtected(true);
    assertThatThrownBy(() -> sysfs.write(BLOCK, "online"))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
  }

  @Test
  void protectionChangesAtOnceWithTheParameter() throws IOException {
    sysfs.write(PROTECT, "managed");
    assertProtected(true);

    sysfs.write(PROTECT, "never");
    assertProtected(false);
    sysfs.write(BLOCK, "online_movable");
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);

    sysfs.write(PROTECT, "always");
    assertProtected(true);
  }

  @Test
  void anOpenFileFailsAfterItsDeviceIsBoundAgain() throws IOException {
    regions.change(DEVICE, Transition.UNPLUG);
    assertThat(regions.read(DEVICE).counters().orElseThrow().completed(Transition.UNPLUG))
        .isPositive();
    try (Sysfs.Attribute held = sysfs.open(HOTPLUG);
        Bind bind = regions.bind(DEVICE)) {
      assertThat(held.read()).isEqualTo("unplugged");
      assertThat(bind.isOver()).isFalse();

      sysfs.write(UNBIND, DEVICE);
      assertThat(regions.read(DEVICE)).returns(false, Region::isKmem);
      sysfs.write(BIND, DEVICE);

      assertThatThrownBy(held::read).isInstanceOf(NoSuchFileException.class);
      assertThat(bind.isOver()).isTrue();
    }
    Region again = regions.read(DEVICE);
    assertThat(again.state()).isEqualTo(RegionState.OFFLINE);
    assertThat(again.blocks().orElseThrow().blocks()).hasSize(8);
    assertThat(again.counters().orElseThrow().completed(Transition.UNPLUG)).isZero();
  }

  @Test
  void bindingAgainTakesBackWhatStayedOnline() throws IOException {
    sysfs.write(PROTECT, "managed");
    bring("online_movable");
    sysfs.write(UNBIND, DEVICE);
    assertThat(region()).returns(false, Region::isKmem);
    assertBlocksAre(RegionState.ONLINE_MOVABLE);
    assertThatThrownBy(() -> regions.change(DEVICE, Transition.UNPLUG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its memory is still in use: bind it to kmem again");
    sysfs.write(BLOCK, "offline");

    sysfs.write(BIND, DEVICE);

    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    sysfs.write(HOTPLUG, "unplug");
    assertThat(region().state()).isEqualTo(RegionState.UNPLUGGED);
  }

  @Test
  @SuppressWarnings("try")
  void aWatchIsCalledAfterABlockChangesTheState() throws IOException {
    sysfs.write(PROTECT, "never");
    AtomicInteger told = new AtomicInteger();

    try (Sysfs.Watch watch = regions.watch(DEVICE, told::incrementAndGet)) {
      sysfs.write(BLOCK, "online_movable");
      await().atMost(LONG).untilAsserted(() -> assertThat(told).hasPositiveValue());
    }
  }

  @Test
  @SuppressWarnings("try")
  void aWatchIsCalledAfterATransition() throws IOException {
    AtomicInteger online = new AtomicInteger();
    Runnable count =
        () -> {
          if (stateOrUnknown() == RegionState.ONLINE) {
            online.incrementAndGet();
          }
        };

    try (Sysfs.Watch watch = regions.watch(DEVICE, count)) {
      sysfs.write(HOTPLUG, "online");
      await().atMost(LONG).untilAsserted(() -> assertThat(online).hasPositiveValue());
    }
  }

  @Test
  void readingDuringTransitionsShowsOnlyStatesReached() throws Exception {
    long enough = unplugged() + 5;
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (unplugged() < enough) {
                  sysfs.write(HOTPLUG, "online_movable");
                  sysfs.write(HOTPLUG, "unplug");
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    while (!writer.isDone()) {
      assertThat(region().state())
          .isIn(RegionState.OFFLINE, RegionState.ONLINE_MOVABLE, RegionState.UNPLUGGED);
    }
    assertThat(writer).succeedsWithin(LONG);
  }

  @Test
  @SuppressWarnings("try")
  void aHangingTransitionIsPendingUntilInterrupted() throws Exception {
    bring("online_movable");
    AtomicInteger told = new AtomicInteger();
    try (AutoCloseable page = pinPage();
        Sysfs.Watch watch = regions.watch(DEVICE, told::incrementAndGet)) {
      Map<String, Long> before = counts();
      Writer hanging = new Writer(sysfs, HOTPLUG, "offline");
      await().atMost(LONG).until(() -> sysfs.read(PENDING).equals("offline"));
      assertThat(region().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
      int toldBefore = told.get();

      Writer waiting = new Writer(sysfs, HOTPLUG, "unplug");
      waiting.interruptedEnds();
      assertThat(region().pending()).contains(Transition.OFFLINE);

      hanging.interruptedEnds();

      assertThat(sysfs.read(PENDING)).isEqualTo("none");
      assertThat(region().state()).isEqualTo(RegionState.ONLINE_MOVABLE);
      assertBlocksAre(RegionState.ONLINE_MOVABLE);
      assertThat(counts()).isEqualTo(plus(before, "failed", 1));
      await().atMost(LONG).until(() -> told.get() > toldBefore);
    }
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    String missing = FOLDER + "/nothing";

    assertThatThrownBy(() -> sysfs.read(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(() -> sysfs.write(missing, "online"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(() -> sysfs.watch(missing, () -> {}))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(() -> sysfs.linkName(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(() -> sysfs.realPath(missing))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing);
    assertThat(sysfs.list(missing)).isEmpty();
  }

  @Test
  void countersAreNotWritable() {
    assertThatThrownBy(() -> sysfs.write(PENDING, "none"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(PENDING);
  }

  @Test
  void anInterruptedThreadCanNeitherReadNorWrite() throws IOException {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> sysfs.read(HOTPLUG)).isInstanceOf(ClosedByInterruptException.class);
    assertThatThrownBy(() -> sysfs.write(HOTPLUG, "online"))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(sysfs.read(HOTPLUG)).isEqualTo("offline");
  }

  @ParameterizedTest
  @CsvSource({"online, 1073741824", "online_movable, 1073741824", "offline, 0", "unplug, 0"})
  void theNodesMemoryIsWhatIsOnline(String written, long bytes) throws IOException {
    sysfs.write(HOTPLUG, written);

    Survey survey = regions.survey(region());

    assertThat(survey.memory().map(NodeMemory::totalBytes).orElse(0L)).isEqualTo(bytes);
    assertThat(survey.memory().map(NodeMemory::freeBytes).orElse(0L)).isBetween(bytes / 2, bytes);
    assertThat(survey.roomBytes()).isPositive();
    assertThat(survey.lacksRoom()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNPLUGGED", "OFFLINE", "ONLINE", "ONLINE_KERNEL", "ONLINE_MOVABLE"})
  void readStateAgreesWithRead(RegionState state) throws IOException {
    bring(state == RegionState.UNPLUGGED ? "unplugged" : state.text());

    StateReading reading = regions.readState(DEVICE);

    assertThat(reading.state()).isEqualTo(state);
    assertThat(reading.counters()).isEqualTo(region().counters());
  }

  private void bindAgain(String protection) throws IOException {
    sysfs.write(HOTPLUG, "unplug");
    sysfs.write(PROTECT, protection);
    sysfs.write(UNBIND, DEVICE);
    sysfs.write(BIND, DEVICE);
    assertThat(sysfs.read(HOTPLUG)).isEqualTo("offline");
  }

  private void assertProtected(boolean is) throws IOException {
    assertThat(sysfs.read(FOLDER + "/hotplug_stats/protected")).isEqualTo(is ? "1" : "0");
    assertThat(region().isProtected()).contains(is);
  }

  private void bring(String state) throws IOException {
    sysfs.write(HOTPLUG, state);
    assertThat(sysfs.read(HOTPLUG)).isEqualTo(state);
  }

  private Region region() throws IOException {
    return regions.read(DEVICE);
  }

  private long unplugged() throws IOException {
    return region().counters().orElseThrow().completed(Transition.UNPLUG);
  }

  private Map<String, Long> counts() throws IOException {
    TransitionCounters counters = region().counters().orElseThrow();
    Map<String, Long> counts = new HashMap<>();
    counters.completed().forEach((to, count) -> counts.put(to.text(), count));
    counts.put("failed", counters.failed());
    counts.put("refused", counters.refused());
    return counts;
  }

  private long busyNanos() throws IOException {
    return region().counters().orElseThrow().busyNanos();
  }

  private static Map<String, Long> plus(Map<String, Long> counts, String name, long more) {
    Map<String, Long> sum = new HashMap<>(counts);
    sum.merge(name, more, Long::sum);
    return sum;
  }

  private RegionState stateOrUnknown() {
    try {
      return region().state();
    } catch (IOException e) {
      return RegionState.UNKNOWN;
    }
  }

  private void assertBlocksAre(RegionState state) throws IOException {
    RegionBlocks.assertAre(state, region());
  }
}
