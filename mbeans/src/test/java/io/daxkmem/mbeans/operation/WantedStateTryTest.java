package io.daxkmem.mbeans.operation;

import static io.daxkmem.mbeans.operation.WantedStateTry.Next.GIVE_UP;
import static io.daxkmem.mbeans.operation.WantedStateTry.Next.LEAVE;
import static io.daxkmem.mbeans.operation.WantedStateTry.Next.NOTHING;
import static io.daxkmem.mbeans.operation.WantedStateTry.Next.TRY_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.mbeans.ForwardingSysfs;
import io.daxkmem.mbeans.operation.WantedStateTry.Result;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WantedStateTryTest {
  private static final String POLICY = "devices/system/memory/auto_online_blocks";
  private static final String PROTECT = "module/kmem/parameters/protect";
  private static final String BLOCK = "devices/system/memory/memory33/state";
  private static final String HOTPLUG = "bus/dax/devices/dax0.0/hotplug";

  /** A machine on which writes fail, and on a kernel that does not count if that is asked for. */
  private static final class Machine extends ForwardingSysfs {
    private volatile boolean full;
    private volatile String stranger = "";
    private volatile String hidden = "nothing";

    @Override
    public void write(String path, String value) throws IOException {
      if (full && path.equals(HOTPLUG) && value.startsWith("online")) {
        throw new KernelRefusedException(Errno.ENOMEM, "told by the kernel");
      }
      if (!stranger.isEmpty()) {
        super.write(HOTPLUG, stranger);
        stranger = "";
      }
      super.write(path, value);
    }

    @Override
    public List<String> list(String path) throws IOException {
      return super.list(path).stream().filter(name -> !name.startsWith(hidden)).toList();
    }
  }

  private final Machine machine = new Machine();
  private final Regions regions = new Regions(machine);
  private final List<EndedOperation> operations = new CopyOnWriteArrayList<>();
  private final RegionOperations region =
      new RegionOperations(
          new TransitionRunner(regions, "dax0.0"),
          new OperationRecorder(List.of(operations::add), (from, to, message) -> {}));
  private WantedStates wanted = WantedStates.none();

  @TempDir Path folder;
  private Path settled;

  @BeforeEach
  void name() {
    settled = folder.resolve("settled");
  }

  @ParameterizedTest
  @CsvSource({
    "dax0.0 online, online",
    "node=1 online_movable, online_movable",
    "path=/platform/hmem.0 online_kernel, online_kernel",
    "dax0.0 unplugged, unplugged",
  })
  void aRegionIsBroughtToItsStateInTheNameOfTheFile(String line, String state) throws IOException {
    want("# wanted\n" + line);

    assertThat(first().make().next()).isEqualTo(NOTHING);

    assertThat(state().text()).isEqualTo(state);
    assertThat(operations)
        .singleElement()
        .satisfies(
            operation -> {
              assertThat(operation.requester()).isEqualTo(new Requester("regions.conf", "line 2"));
              assertThat(operation.outcome()).isEqualTo(Outcome.DONE);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "online_kernel"})
  void onlineMemoryChangesItsZoneByWayOfUnplugged(String policy) throws IOException {
    bindUnder(policy);
    want("dax0.0 online_movable");

    assertThat(first().make().next()).isEqualTo(NOTHING);

    assertThat(state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(operations)
        .extracting(EndedOperation::to)
        .containsExactly(Transition.UNPLUG, Transition.ONLINE_MOVABLE);
  }

  @Test
  void afterTheFirstStepAloneOnlyTheSecondIsTriedAgain() throws IOException {
    bindUnder("online");
    want("dax0.0 online_movable");
    machine.full = true;
    WantedStateTry one = first();

    Result without = one.make();

    assertThat(without.next()).isEqualTo(TRY_AGAIN);
    assertThat(without.why()).contains("the kernel does not have enough memory for it");
    assertThat(state()).isEqualTo(RegionState.UNPLUGGED);

    machine.full = false;
    assertThat(one.make().next()).isEqualTo(NOTHING);
    assertThat(state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(operations)
        .extracting(EndedOperation::to)
        .containsExactly(Transition.UNPLUG, Transition.ONLINE_MOVABLE, Transition.ONLINE_MOVABLE);
  }

  @Test
  void aRegionFoundInItsStateIsLeft() throws IOException {
    bindUnder("online_movable");
    want("dax0.0 online");

    assertThat(first().make().next()).isEqualTo(NOTHING);

    regions.change("dax0.0", Transition.OFFLINE);
    assertLeft(first(), RegionState.OFFLINE);
  }

  @Test
  void aRegionThatTheFileDoesNotNameIsLeft() throws IOException {
    want("dax1.0 online");

    assertLeft(first(), RegionState.OFFLINE);
  }

  @Test
  void whoHasChangedARegionSinceItsBindWantsThat() throws IOException {
    want("dax0.0 online_movable");
    regions.change("dax0.0", Transition.ONLINE);
    regions.change("dax0.0", Transition.OFFLINE);

    assertLeft(first(), RegionState.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "hotplug_stats"})
  void whoChangesARegionLaterWantsThatEvenAfterARestart(String hidden) throws IOException {
    machine.hidden = hidden;
    want("dax0.0 online_movable");
    WantedStateTry one = first();
    assertThat(one.make().next()).isEqualTo(NOTHING);
    operations.clear();

    regions.change("dax0.0", Transition.OFFLINE);

    assertLeft(one, RegionState.OFFLINE);
    assertLeft(first(), RegionState.OFFLINE);
  }

  @Test
  void whoChangesARegionBetweenTwoTriesWantsThat() throws IOException {
    WantedStateTry one = afterAFailedTry();

    regions.change("dax0.0", Transition.UNPLUG);

    assertLeft(one, RegionState.UNPLUGGED);
  }

  @Test
  void evenWhoTookTheChangeBack() throws IOException {
    WantedStateTry one = afterAFailedTry();

    regions.change("dax0.0", Transition.ONLINE);
    regions.change("dax0.0", Transition.OFFLINE);

    assertLeft(one, RegionState.OFFLINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "hotplug_stats"})
  void whoChangesAMemoryBlockBetweenTwoTriesWantsThat(String hidden) throws IOException {
    machine.hidden = hidden;
    machine.write(PROTECT, "never");
    WantedStateTry one = afterAFailedTry();

    machine.write(BLOCK, "online_movable");

    assertLeft(one, RegionState.INCONSISTENT);
  }

  @Test
  void whoChangesARegionDuringATryOnAKernelThatDoesNotCountWantsThat() throws IOException {
    machine.hidden = "hotplug_stats";
    want("dax0.0 online_movable");
    machine.stranger = "online";
    WantedStateTry one = first();
    assertThat(one.make().next()).isEqualTo(TRY_AGAIN);
    operations.clear();

    assertLeft(one, RegionState.ONLINE);
  }

  @Test
  void whileSomebodyElseChangesItItWaits() throws Exception {
    bindUnder("online_movable");
    want("dax0.0 unplugged");
    machine.pinPage(33);
    CompletableFuture<EndedOperation> operator =
        CompletableFuture.supplyAsync(
            () -> region.run(Transition.OFFLINE, new Requester("operator", ""), 0));
    await().until(() -> regions.read("dax0.0").pending().isPresent());

    assertThat(first().make())
        .isEqualTo(new Result(TRY_AGAIN, "somebody else is changing it just now."));

    machine.freePages(33);
    operator.join();
    operations.clear();
    assertLeft(first(), RegionState.OFFLINE);
  }

  @Test
  void whoCancelsItsOperationWantsThat() throws Exception {
    bindUnder("online_movable");
    want("dax0.0 unplugged");
    machine.pinPage(33);
    WantedStateTry one = first();
    CompletableFuture<Result> trying = CompletableFuture.supplyAsync(one::make);
    await().until(() -> regions.read("dax0.0").pending().isPresent());

    region
        .running()
        .orElseThrow()
        .stop(new StopReason(Outcome.CANCELLED, "it was cancelled by operator"));

    Result cancelled = trying.join();
    assertThat(cancelled.next()).isEqualTo(LEAVE);
    one.leave(cancelled.why());
    machine.freePages(33);
    operations.clear();
    assertLeft(first(), RegionState.ONLINE_MOVABLE);
  }

  @Test
  void aMissingRightMayComeLater() throws IOException {
    want("dax0.0 online");
    Regions others =
        new Regions(
            new ForwardingSysfs() {
              @Override
              public void write(String path, String value) throws IOException {
                throw new AccessDeniedException(path);
              }
            });
    RegionOperations locked =
        new RegionOperations(
            new TransitionRunner(others, "dax0.0"),
            new OperationRecorder(List.of(), (from, to, message) -> {}));

    Result result = new WantedStateTry("dax0.0", others, locked, () -> wanted, settled()).make();

    assertThat(result.next()).isEqualTo(TRY_AGAIN);
    assertThat(result.why()).contains("lacks the right");
  }

  @Test
  void aKernelThatCannotIsNotAskedAgain() throws IOException {
    machine.hidden = "hotplug";
    want("dax0.0 online_movable");

    assertThat(first().make())
        .isEqualTo(
            new Result(
                GIVE_UP,
                "this kernel cannot change all memory blocks of a region at once. Boot one with the"
                    + " attribute hotplug."));
    assertThat(operations).isEmpty();
  }

  @Test
  void aRegionThatCannotBeReadMayBeLater() throws IOException {
    want("dax0.0 online");
    Regions broken =
        new Regions(
            new ForwardingSysfs() {
              @Override
              public String read(String path) throws IOException {
                throw new IOException("broken");
              }
            });

    assertThat(new WantedStateTry("dax0.0", broken, region, () -> wanted, settled()).make())
        .isEqualTo(new Result(TRY_AGAIN, "it cannot be read: broken"));
  }

  private void assertLeft(WantedStateTry one, RegionState as) throws IOException {
    assertThat(one.make().next()).isEqualTo(NOTHING);
    assertThat(one.make().next()).isEqualTo(NOTHING);
    assertThat(operations).isEmpty();
    assertThat(state()).isEqualTo(as);
  }

  /** As after the start of a program. */
  private WantedStateTry afterAFailedTry() throws IOException {
    want("dax0.0 online_movable");
    machine.full = true;
    WantedStateTry one = first();
    assertThat(one.make().next()).isEqualTo(TRY_AGAIN);
    operations.clear();
    machine.full = false;
    return one;
  }

  private WantedStateTry first() throws IOException {
    return new WantedStateTry("dax0.0", regions, region, () -> wanted, settled());
  }

  private SettledRegions settled() throws IOException {
    return new SettledRegions(new SettledFile(settled, "this boot"));
  }

  private void want(String lines) throws IOException {
    wanted = WantedStatesFile.read(Files.writeString(folder.resolve("regions.conf"), lines));
  }

  /** Binds the device again, as at boot under this policy. */
  private void bindUnder(String policy) throws IOException {
    machine.write(POLICY, policy);
    machine.write("bus/dax/drivers/kmem/unbind", "dax0.0");
    machine.write("bus/dax/drivers/kmem/bind", "dax0.0");
  }

  private RegionState state() throws IOException {
    return regions.read("dax0.0").state();
  }
}
