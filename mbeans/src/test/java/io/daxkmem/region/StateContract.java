package io.daxkmem.region;

import static io.daxkmem.region.MemoryBlock.State.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of mainline's {@code state} attribute, for two regions of 1 GiB on node 1 and the
 * policy {@code offline}. The simulated kernel runs it in every build, a stock 7.3 in a virtual
 * machine. What {@link Sysfs} promises whatever the kernel is in {@link KernelContract}.
 */
@Timeout(120)
public abstract class StateContract<S extends Sysfs> {
  /** Long enough for an emulated machine on a busy host. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String DEVICE = "dax0.0";

  /** One test loses this one until the next boot. */
  private static final String LOST = "dax1.0";

  private static final String FOLDER = "bus/dax/devices/" + DEVICE;
  private static final String STATE = FOLDER + "/state";
  private static final String POLICY = "devices/system/memory/auto_online_blocks";
  private static final String UNBIND = "bus/dax/drivers/kmem/unbind";
  private static final String BIND = "bus/dax/drivers/kmem/bind";

  protected final S sysfs;
  private final Regions regions;

  protected StateContract(S sysfs) {
    this.sysfs = sysfs;
    this.regions = new Regions(sysfs, Optional.empty(), PATIENCE);
  }

  /** Pins a page in the first region, which is online in {@code ZONE_MOVABLE}. Closing frees it. */
  protected abstract AutoCloseable pinPage() throws Exception;

  /** Makes the kernel use the first region, which is online in a kernel zone. Closing frees it. */
  protected abstract AutoCloseable useForKernel() throws Exception;

  @BeforeEach
  void unplugged() throws IOException {
    sysfs.write(POLICY, "offline");
    sysfs.write(STATE, "unplugged");
  }

  @Test
  void aRegionHasItsFacts() throws IOException {
    Region region = region();

    assertThat(region.device()).isEqualTo(DEVICE);
    assertThat(region.isKmem()).isTrue();
    assertThat(region.targetNode()).isEqualTo(1);
    assertThat(region.resource()).hasValue(0x1_0000_0000L);
    assertThat(region.sizeBytes()).isEqualTo(1L << 30);
    assertThat(region.kernelInterface()).isEqualTo(KernelInterface.STATE);
    assertThat(region.state()).isEqualTo(RegionState.UNPLUGGED);
    assertThat(region.blocks().orElseThrow().possible()).isEqualTo(8);
    assertThat(region.blocks().orElseThrow().blocks()).isEmpty();
  }

  @Test
  void thisKernelNeitherCountsNorProtectsNorTellsWhatIsPending() throws IOException {
    assertThat(region())
        .returns(Optional.empty(), Region::counters)
        .returns(Optional.empty(), Region::isProtected)
        .returns(Optional.empty(), Region::pending);
    assertThat(sysfs.list(FOLDER)).contains("state").doesNotContain("hotplug", "hotplug_stats");
    assertThat(sysfs.list("module/kmem/parameters")).doesNotContain("protect");
  }

  @ParameterizedTest(name = "{1} written to a region that is {0}: {2}")
  @CsvSource({
    "unplugged, unplugged, unplugged",
    "unplugged, online, online",
    "unplugged, online_kernel, online_kernel",
    "unplugged, online_movable, online_movable",
    "unplugged, offline, EINVAL",
    "offline, unplugged, unplugged",
    "offline, online, EBUSY",
    "offline, online_kernel, EBUSY",
    "offline, online_movable, EBUSY",
    "offline, offline, EINVAL",
    "online, unplugged, unplugged",
    "online, online, online",
    "online, online_kernel, EBUSY",
    "online, online_movable, EBUSY",
    "online, offline, EINVAL",
    "online_kernel, unplugged, unplugged",
    "online_kernel, online, EBUSY",
    "online_kernel, online_kernel, online_kernel",
    "online_kernel, online_movable, EBUSY",
    "online_kernel, offline, EINVAL",
    "online_movable, unplugged, unplugged",
    "online_movable, online, EBUSY",
    "online_movable, online_kernel, EBUSY",
    "online_movable, online_movable, online_movable",
    "online_movable, offline, EINVAL",
    "unplugged, unplug, EINVAL",
    "unplugged, inconsistent, EINVAL",
    "unplugged, ONLINE, EINVAL",
    "unplugged, on, EINVAL",
    "unplugged, online movable, EINVAL",
    "unplugged, 1, EINVAL",
  })
  void transitions(String from, String written, String result) throws IOException {
    bring(from);

    if (result.startsWith("E")) {
      assertRefused(STATE, written, Errno.valueOf(result));
    } else {
      sysfs.write(STATE, written);
    }

    assertIs(RegionState.of(result.startsWith("E") ? from : result));
  }

  @Test
  void anEmptyWordIsInvalid() {
    assertRefused(STATE, "\n", Errno.EINVAL);
  }

  @Test
  void aWordMayEndWithANewline() throws IOException {
    sysfs.write(STATE, "online\n");

    assertIs(RegionState.ONLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"offline", "online", "online_kernel", "online_movable"})
  void aBindFollowsThePolicy(String policy) throws IOException {
    bindAgain(policy);

    assertIs(RegionState.of(policy));
  }

  @ParameterizedTest
  @CsvSource({
    "online, offline",
    "online_kernel, offline",
    "online_movable, offline",
    "offline, online_movable"
  })
  void anyoneMayChangeABlockAndTheStateIsStaleThen(String state, String written)
      throws IOException {
    bring(state);

    sysfs.write(block(33), written);

    assertThat(sysfs.read(STATE)).isEqualTo(state);
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    assertThat(regions.readState(DEVICE).state()).isEqualTo(RegionState.INCONSISTENT);
    assertThat(region().blocks().orElseThrow().count(ONLINE))
        .isEqualTo(written.equals("offline") ? 7 : 1);
  }

  @Test
  void theStateIsStaleEvenIfAllBlocksAgree() throws IOException {
    bring("offline");

    for (long number : numbers()) {
      sysfs.write(block(number), "online_movable");
    }

    assertThat(sysfs.read(STATE)).isEqualTo("offline");
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    assertThat(region().blocks().orElseThrow().movable()).isEqualTo(8);
    assertRefused(STATE, "online_movable", Errno.EBUSY);
  }

  @Test
  void aBlockMayEvenBeBroughtToAnotherZone() throws IOException {
    bring("online_kernel");
    sysfs.write(block(39), "offline");

    sysfs.write(block(39), "online_movable");

    assertThat(sysfs.read(STATE)).isEqualTo("online_kernel");
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    assertThat(region().blocks().orElseThrow().count(ONLINE)).isEqualTo(8);
  }

  @Test
  void writingAStateThatIsStaleSucceedsAndDoesNothing() throws IOException {
    bring("online_movable");
    sysfs.write(block(33), "offline");

    regions.change(DEVICE, Transition.ONLINE_MOVABLE);

    assertThat(sysfs.read(block(33))).isEqualTo("offline");
    assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
    assertRefused(STATE, "online", Errno.EBUSY);
  }

  @Test
  void unplugWorksWhateverOthersHaveDone() throws IOException {
    bring("online_movable");
    sysfs.write(block(33), "offline");
    sysfs.write(STATE, "unplugged");
    assertIs(RegionState.UNPLUGGED);

    bring("online_movable");
    for (long number : numbers()) {
      sysfs.write(block(number), "offline");
    }
    sysfs.write(STATE, "unplugged");
    assertIs(RegionState.UNPLUGGED);

    bring("offline");
    sysfs.write(block(33), "online_movable");
    sysfs.write(STATE, "unplugged");
    assertIs(RegionState.UNPLUGGED);
  }

  @Test
  @SuppressWarnings("try")
  void anUnplugThatFailsChangesNothing() throws Exception {
    bring("online_kernel");

    try (AutoCloseable used = useForKernel()) {
      assertRefused(STATE, "unplugged", Errno.EBUSY);

      assertIs(RegionState.ONLINE_KERNEL);
    }
  }

  @Test
  @SuppressWarnings("try")
  void anUnplugThatHangsIsSeenInTheBlocksAndEndsWhenInterrupted() throws Exception {
    bring("online_movable");

    try (AutoCloseable page = pinPage()) {
      Writer hanging = new Writer(sysfs, STATE, "unplugged");
      await()
          .atMost(LONG)
          .until(() -> region().blocks().orElseThrow().count(MemoryBlock.State.GOING_OFFLINE) == 1);
      assertThat(sysfs.read(STATE)).isEqualTo("online_movable");
      assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
      assertThat(region().pending()).isEmpty();
      Writer waiting = new Writer(sysfs, STATE, "unplugged");

      hanging.interruptedEnds();
      waiting.interruptedEnds();

      assertIs(RegionState.ONLINE_MOVABLE);
    }
    sysfs.write(STATE, "unplugged");
    assertIs(RegionState.UNPLUGGED);
  }

  @Test
  @SuppressWarnings("try")
  void aWatchIsCalledAfterAWriteButNotAfterABlockChanges() throws IOException {
    bring("online_movable");
    Queue<RegionState> told = new ConcurrentLinkedQueue<>();

    try (Sysfs.Watch watch = regions.watch(DEVICE, () -> told.add(stateOrUnknown()))) {
      sysfs.write(block(33), "offline");
      assertThat(region().state()).isEqualTo(RegionState.INCONSISTENT);
      sysfs.write(block(33), "online_movable");
      sysfs.write(STATE, "unplugged");
      await().atMost(LONG).until(() -> told.contains(RegionState.UNPLUGGED));
    }

    assertThat(told).doesNotContain(RegionState.INCONSISTENT);
  }

  @Test
  void anOpenFileFailsAfterItsDeviceIsBoundAgain() throws IOException {
    try (Sysfs.Attribute held = sysfs.open(STATE)) {
      assertThat(held.read()).isEqualTo("unplugged");

      sysfs.write(UNBIND, DEVICE);
      assertThat(region()).returns(false, Region::isKmem);
      assertThat(sysfs.list(FOLDER)).doesNotContain("state");
      sysfs.write(BIND, DEVICE);

      assertThatThrownBy(held::read).isInstanceOf(NoSuchFileException.class);
    }
    assertIs(RegionState.OFFLINE);
  }

  @Test
  void unbindingRemovesWhatIsOfflineWhateverTheStateSays() throws IOException {
    bring("online_movable");
    for (long number : numbers()) {
      sysfs.write(block(number), "offline");
    }
    assertThat(sysfs.read(STATE)).isEqualTo("online_movable");

    sysfs.write(UNBIND, DEVICE);

    assertThat(region().blocks().orElseThrow().blocks()).isEmpty();
    sysfs.write(BIND, DEVICE);
    assertIs(RegionState.OFFLINE);
  }

  @Test
  void unbindingWhileOnlineLosesTheRegionUntilTheNextBoot() throws IOException {
    sysfs.write("bus/dax/devices/" + LOST + "/state", "unplugged");
    regions.change(LOST, Transition.ONLINE_MOVABLE);

    sysfs.write(UNBIND, LOST);

    assertThat(regions.read(LOST))
        .returns(false, Region::isKmem)
        .returns(RegionState.UNKNOWN, Region::state);
    assertThat(regions.read(LOST).blocks().orElseThrow().movable()).isEqualTo(8);
    assertThatThrownBy(() -> regions.change(LOST, Transition.UNPLUG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "dax1.0 is bound to no driver, not to kmem, but its memory is still in use: bind it to"
                + " kmem again, or reboot where the kernel refuses that");
    assertRefused(BIND, LOST, Errno.EBUSY);

    for (long number = 40; number < 48; number++) {
      sysfs.write(block(number), "offline");
    }
    assertRefused(BIND, LOST, Errno.EBUSY);
  }

  /** To a state from any other. */
  private void bring(String state) throws IOException {
    sysfs.write(STATE, "unplugged");
    if (state.equals("offline")) {
      bindAgain("offline");
    } else {
      sysfs.write(STATE, state);
    }
    assertThat(sysfs.read(STATE)).isEqualTo(state);
  }

  private void bindAgain(String policy) throws IOException {
    sysfs.write(POLICY, policy);
    sysfs.write(UNBIND, DEVICE);
    sysfs.write(BIND, DEVICE);
    sysfs.write(POLICY, "offline");
  }

  private void assertIs(RegionState state) throws IOException {
    assertThat(sysfs.read(STATE)).isEqualTo(state.text());
    assertThat(region().state()).isEqualTo(state);
    assertThat(regions.readState(DEVICE).state()).isEqualTo(state);
    RegionBlocks.assertAre(state, region());
  }

  private void assertRefused(String path, String written, Errno errno) {
    assertThatThrownBy(() -> sysfs.write(path, written))
        .isInstanceOfSatisfying(
            KernelRefusedException.class, e -> assertThat(e.errno()).isEqualTo(errno))
        .hasMessageContainingAll(path, written, errno.name());
  }

  private Region region() throws IOException {
    return regions.read(DEVICE);
  }

  private RegionState stateOrUnknown() {
    try {
      return region().state();
    } catch (IOException e) {
      return RegionState.UNKNOWN;
    }
  }

  private static List<Long> numbers() {
    return LongStream.range(32, 40).boxed().toList();
  }

  private static String block(long number) {
    return "devices/system/memory/memory" + number + "/state";
  }
}
