package io.daxkmem.mbeans;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.Regions;
import io.daxkmem.region.SimulatedSysfs;
import io.daxkmem.region.Transition;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private final SimulatedSysfs sysfs = new SimulatedSysfs(1);
  private final Regions regions = new Regions(sysfs);

  @ParameterizedTest
  @CsvSource({
    "UNPLUG, OFFLINE, no, has no memory",
    "UNPLUG, ONLINE_MOVABLE, yes, None of its memory is in use",
    "UNPLUG, UNPLUG, yes, It is unplugged already",
    "OFFLINE, ONLINE, yes, None of its memory is in use",
    "OFFLINE, UNPLUG, yes, None of its memory is in use",
    "ONLINE, ONLINE, yes, It is online already",
    "ONLINE, ONLINE_MOVABLE, no, only by way of offline",
    "ONLINE, OFFLINE, maybe, 8 of 8 memory blocks in use are not in ZONE_MOVABLE",
    "ONLINE_MOVABLE, UNPLUG, maybe, All 8 memory blocks in use are in ZONE_MOVABLE",
  })
  void theVerdictAgreesWithTheTransitionTable(
      Transition before, Transition to, String verdict, String reason) throws IOException {
    regions.change("dax0.0", before);

    Plan plan = Plan.of(regions.read("dax0.0"), to);

    assertThat(plan.verdict()).isEqualTo(verdict);
    assertThat(plan.reason()).contains(reason);
    assertThat(plan.lines()).containsExactly(plan.verdict(), plan.reason());
  }

  @Test
  void whereBlocksDisagreeTheyCanBeTakenAwayOnly() throws IOException {
    sysfs.write("module/kmem/parameters/protect", "N");
    sysfs.write("devices/system/memory/memory33/state", "online_movable");

    assertThat(Plan.of(regions.read("dax0.0"), Transition.ONLINE).verdict()).isEqualTo("no");
    assertThat(Plan.of(regions.read("dax0.0"), Transition.OFFLINE).reason())
        .startsWith("All 1 memory blocks in use are in ZONE_MOVABLE");
  }
}
