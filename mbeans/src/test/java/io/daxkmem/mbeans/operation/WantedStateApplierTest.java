package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.mbeans.ForwardingSysfs;
import io.daxkmem.region.Errno;
import io.daxkmem.region.KernelRefusedException;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WantedStateApplierTest {
  private volatile boolean full;
  private final Sysfs kernel =
      new ForwardingSysfs(2) {
        @Override
        public void write(String path, String value) throws IOException {
          if (full) {
            throw new KernelRefusedException(Errno.ENOMEM, "told by the kernel");
          }
          super.write(path, value);
        }

        @Override
        public Attribute open(String path) throws IOException {
          return opened(path);
        }
      };
  private final Regions regions = new Regions(kernel);
  private final List<EndedOperation> operations = new CopyOnWriteArrayList<>();

  @TempDir Path folder;
  private WantedStateApplier applier;

  @BeforeEach
  void start() throws IOException {
    WantedStates wanted =
        WantedStatesFile.read(
            Files.writeString(
                folder.resolve("regions.conf"), "dax0.0 online_movable\ndax1.0 online"));
    applier =
        new WantedStateApplier(
            regions,
            () -> wanted,
            new SettledRegions(new SettledFile(folder.resolve("settled"), "this boot")));
  }

  @AfterEach
  void close() {
    applier.close();
  }

  @Test
  void eachRegionIsBroughtToItsState() throws IOException {
    applier.present(present("dax0.0", "dax1.0"));

    await().until(() -> state("dax0.0") == RegionState.ONLINE_MOVABLE);
    await().until(() -> state("dax1.0") == RegionState.ONLINE);
  }

  @Test
  void aDeviceThatComesAgainIsAsNew() throws IOException {
    settleAndUnplug();
    kernel.write("bus/dax/drivers/kmem/unbind", "dax0.0");
    applier.present(present());
    kernel.write("bus/dax/drivers/kmem/bind", "dax0.0");

    applier.present(present("dax0.0"));

    await().until(() -> state("dax0.0") == RegionState.ONLINE_MOVABLE);
  }

  @Test
  void soIsOneThatWasUnboundAndBoundBetweenTwoLooks() throws IOException {
    settleAndUnplug();
    kernel.write("bus/dax/drivers/kmem/unbind", "dax0.0");
    kernel.write("bus/dax/drivers/kmem/bind", "dax0.0");

    applier.present(present("dax0.0"));

    await().until(() -> state("dax0.0") == RegionState.ONLINE_MOVABLE);
  }

  @Test
  void aDeviceThatIsOnlyNotListedHasNotGone() throws IOException {
    settleAndUnplug();
    applier.present(present());

    applier.present(present("dax0.0", "dax1.0"));

    // its thread makes one try after another
    await().until(() -> state("dax1.0") == RegionState.ONLINE);
    assertThat(state("dax0.0")).isEqualTo(RegionState.UNPLUGGED);
  }

  @Test
  void whoCancelsBetweenTwoTriesWantsThat() throws IOException {
    full = true;
    Map<String, RegionOperations> present = present("dax0.0");
    applier.present(present);
    await().until(() -> !operations.isEmpty());
    RegionOperations region = Objects.requireNonNull(present.get("dax0.0"));
    await().until(() -> region.running().isEmpty());

    String answer =
        new OperationRequests("dax0.0", region, () -> new Requester("operator", "")).cancel();

    assertThat(answer).startsWith("dax0.0 is not brought to its wanted state any more.");
    assertThat(settled("dax0.0")).isTrue();
  }

  @Test
  void aRegionThatWasSettledInAnotherStateIsNamedOnceAfterARestart() throws IOException {
    applier.present(present("dax0.0", "dax1.0"));
    await().until(() -> settled("dax0.0") && settled("dax1.0"));
    regions.change("dax0.0", Transition.UNPLUG);
    applier.close();

    try (RecordedLog log = new RecordedLog(WantedStateTry.class)) {
      start();
      applier.present(present("dax0.0", "dax1.0"));
      await().until(() -> !log.records().isEmpty());
      applier.present(present("dax0.0", "dax1.0"));

      assertThat(log.records())
          .singleElement()
          .extracting(LogRecord::getMessage)
          .asString()
          .startsWith("a region is left in its state, because it was in the wanted one before")
          .contains("device=dax0.0 state=unplugged wanted=online_movable");
    }
    assertThat(state("dax0.0")).isEqualTo(RegionState.UNPLUGGED);
  }

  private Map<String, RegionOperations> present(String... devices) {
    return Stream.of(devices)
        .collect(
            Collectors.toMap(
                device -> device,
                device ->
                    new RegionOperations(
                        new TransitionRunner(regions, device),
                        new OperationRecorder(
                            List.of(operations::add), (from, to, message) -> {}))));
  }

  private void settleAndUnplug() throws IOException {
    applier.present(present("dax0.0"));
    await().until(() -> settled("dax0.0"));
    regions.change("dax0.0", Transition.UNPLUG);
  }

  private boolean settled(String device) throws IOException {
    return Files.readAllLines(folder.resolve("settled")).contains(device);
  }

  private RegionState state(String device) throws IOException {
    return regions.read(device).state();
  }
}
