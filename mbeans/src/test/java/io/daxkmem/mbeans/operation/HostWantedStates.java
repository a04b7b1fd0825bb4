package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.mbeans.operation.WantedStateTry.Next;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Sysfs;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.wanted.WantedStates;
import io.daxkmem.region.wanted.WantedStatesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wanted states on the kernel that this runs on: what it counts, and when. */
@Timeout(600)
class HostWantedStates {
  private static final String POLICY = "devices/system/memory/auto_online_blocks";

  private final Sysfs sysfs = new HostSysfs(Path.of("/sys"));
  private final Regions regions = new Regions(sysfs, Optional.empty(), Duration.ofSeconds(10));
  private final List<EndedOperation> operations = new ArrayList<>();
  private final RegionOperations region =
      new RegionOperations(
          new TransitionRunner(regions, "dax0.0"),
          new OperationRecorder(List.of(operations::add), (from, to, message) -> {}));

  @TempDir Path folder;
  private WantedStates wanted = WantedStates.none();

  @BeforeEach
  void want() throws IOException {
    wanted =
        WantedStatesFile.read(
            Files.writeString(
                folder.resolve("regions.conf"), "path=/platform/hmem.0 online_movable"));
  }

  @AfterEach
  void restore() throws IOException {
    bindUnder("offline");
  }

  @ParameterizedTest
  @CsvSource({"offline, 1", "online, 2", "online_kernel, 2", "online_movable, 0"})
  void itIsReachedAfterABindUnderAnyPolicy(String policy, int steps) throws IOException {
    bindUnder(policy);

    assertThat(start().make().next()).isEqualTo(Next.NOTHING);

    assertThat(regions.readState("dax0.0").state()).isEqualTo(RegionState.ONLINE_MOVABLE);
    assertThat(operations).hasSize(steps).allMatch(one -> one.outcome() == Outcome.DONE);
  }

  @Test
  void whoChangesTheRegionIsNotOverruled() throws IOException {
    bindUnder("offline");
    assertThat(start().make().next()).isEqualTo(Next.NOTHING);
    regions.change("dax0.0", Transition.OFFLINE);
    operations.clear();

    assertThat(start().make().next()).isEqualTo(Next.NOTHING);
    Files.delete(folder.resolve("settled"));
    assertThat(start().make().next()).as("the counters alone").isEqualTo(Next.NOTHING);

    assertThat(operations).isEmpty();
    assertThat(regions.readState("dax0.0").state()).isEqualTo(RegionState.OFFLINE);
  }

  /** As after the start of a program. */
  private WantedStateTry start() throws IOException {
    return new WantedStateTry(
        "dax0.0",
        regions,
        region,
        () -> wanted,
        new SettledRegions(new SettledFile(folder.resolve("settled"), "this boot")));
  }

  private void bindUnder(String policy) throws IOException {
    regions.change("dax0.0", Transition.UNPLUG);
    sysfs.write("bus/dax/drivers/kmem/unbind", "dax0.0");
    sysfs.write(POLICY, policy);
    sysfs.write("bus/dax/drivers/kmem/bind", "dax0.0");
  }
}
