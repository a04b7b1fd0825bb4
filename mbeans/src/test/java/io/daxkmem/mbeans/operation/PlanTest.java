package io.daxkmem.mbeans.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.daxkmem.region.MemoryBlock;
import io.daxkmem.region.MemoryUser;
import io.daxkmem.region.NodeMemory;
import io.daxkmem.region.Region;
import io.daxkmem.region.RegionState;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Survey;
import io.daxkmem.region.Transition;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final long MIB = 1L << 20;

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
    "ONLINE, ONLINE_MOVABLE, no, only by going offline first",
    "ONLINE, OFFLINE, maybe, 8 of 8 memory blocks in use are not in ZONE_MOVABLE",
    "ONLINE_MOVABLE, UNPLUG, yes, All 8 memory blocks in use are in ZONE_MOVABLE",
  })
  void theVerdictAgreesWithTheTransitionTable(
      Transition before, Transition to, String verdict, String reason) throws IOException {
    regions.change("dax0.0", before);

    Plan plan = Plan.of(regions.read("dax0.0"), to, regions::survey);

    assertThat(plan.verdict()).isEqualTo(verdict);
    assertThat(plan.reasons()).first().asString().contains(reason);
    assertThat(plan.lines()).startsWith(plan.verdict()).hasSize(1 + plan.reasons().size());
  }

  @Test
  void anInconsistentRegionCanOnlyBeTakenAway() throws IOException {
    sysfs.write("module/kmem/parameters/protect", "N");
    sysfs.write("devices/system/memory/memory33/state", "online_movable");

    assertThat(plan(Transition.ONLINE, empty()).verdict()).isEqualTo("no");
    assertThat(plan(Transition.OFFLINE, empty()).reasons())
        .first()
        .isEqualTo("All 1 memory blocks in use are in ZONE_MOVABLE.");
  }

  @Test
  void obstaclesAreNamed() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);

    Plan plan =
        plan(
            Transition.UNPLUG,
            new Survey(
                Optional.of(new NodeMemory(1, 1024 * MIB, 512 * MIB, 300 * MIB, 100 * MIB)),
                1536 * MIB,
                OptionalLong.of(0),
                List.of(
                    new MemoryUser(42, "java", 300 * MIB, false),
                    new MemoryUser(7, "sh", 8192, false)),
                true,
                Optional.of(List.of())));

    assertThat(plan.verdict()).isEqualTo("yes");
    assertThat(plan.reasons())
        .startsWith(
            "All 8 memory blocks in use are in ZONE_MOVABLE.",
            "Node 1 has 512 MiB in use, 300 MiB of which must be kept; other nodes can take 1.5 GiB, and swap 0 B.",
            "Processes with memory on that node: java (pid 42, 300 MiB), sh (pid 7, 8 KiB).");
    assertThat(plan.reasons()).last().asString().startsWith("Pages that are pinned for a device");
  }

  @Test
  void aProcessNameIsMadeVisible() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    List<MemoryUser> users = List.of(new MemoryUser(42, "\u001bproc", MIB, false));

    assertThat(
            plan(
                    Transition.UNPLUG,
                    new Survey(
                        Optional.empty(), MIB, OptionalLong.empty(), users, true, Optional.empty()))
                .reasons())
        .contains("Processes with memory on that node: \\u001bproc (pid 42, 1 MiB).");
  }

  /** They are no obstacle: their memory is moved. */
  @Test
  void processesBoundToANodeThatLosesItsMemoryAreNamed() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    NodeMemory alone = new NodeMemory(1, 1024 * MIB, 512 * MIB, 0, 0);
    NodeMemory shared = new NodeMemory(1, 2048 * MIB, 512 * MIB, 0, 0);

    Plan plan = plan(Transition.UNPLUG, bound(alone));

    assertThat(plan.verdict()).isEqualTo("yes");
    assertThat(plan.reasons())
        .contains("Processes with memory on that node: java (pid 42, 1 MiB).")
        .anyMatch(
            reason ->
                reason.startsWith(
                    "Processes bound to that node, by a memory policy or cpuset: redis (pid 7). "));
    assertThat(plan(Transition.UNPLUG, bound(shared)).reasons())
        .noneMatch(reason -> reason.contains("redis"));
  }

  @Test
  void theVerdictIsNoWithoutRoomOnOtherNodes() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    Optional<NodeMemory> full = Optional.of(new NodeMemory(1, 1024 * MIB, 0, 1000 * MIB, 24 * MIB));

    Plan plan = plan(Transition.OFFLINE, survey(full, 600 * MIB, OptionalLong.of(300 * MIB)));
    Plan withSwap = plan(Transition.OFFLINE, survey(full, 600 * MIB, OptionalLong.of(400 * MIB)));

    assertThat(plan.verdict()).isEqualTo("no");
    assertThat(plan.reasons())
        .contains(
            "Node 1 has 1 GiB in use, 1000 MiB of which must be kept; other nodes can take 600 MiB, and swap 300 MiB, which is not enough.");
    assertThat(withSwap.verdict()).isEqualTo("yes");
  }

  @Test
  void theVerdictIsMaybeWithoutRoomIfOtherMemoryIsOnTheNode() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    Optional<NodeMemory> shared =
        Optional.of(new NodeMemory(1, 2048 * MIB, 0, 2000 * MIB, 48 * MIB));

    assertThat(plan(Transition.OFFLINE, survey(shared, 600 * MIB, OptionalLong.of(0))).verdict())
        .isEqualTo("maybe");
  }

  @Test
  void theVerdictIsMaybeIfTheStateIsNotKnown() throws IOException {
    Region region = regions.read("dax0.0");
    Region unknown =
        new Region(
            region.device(),
            region.path(),
            region.driver(),
            region.targetNode(),
            region.resource(),
            region.sizeBytes(),
            region.kernelInterface(),
            RegionState.UNKNOWN,
            region.blocks(),
            region.counters(),
            region.pending(),
            region.isProtected());

    assertThat(Plan.of(unknown, Transition.ONLINE, unused -> empty()).verdict()).isEqualTo("maybe");
  }

  @Test
  void theVerdictIsNoWithKernelPages() throws IOException {
    regions.change("dax0.0", Transition.ONLINE);
    List<MemoryBlock> found =
        LongStream.range(32, 41)
            .mapToObj(number -> new MemoryBlock(number, MemoryBlock.State.ONLINE, "Normal"))
            .toList();

    assertThat(plan(Transition.OFFLINE, withKernelPages(found.subList(0, 1))).reasons())
        .first()
        .isEqualTo(
            "1 memory block holds pages of the kernel itself (slab, page tables), which cannot be moved: memory32.");
    Plan plan = plan(Transition.OFFLINE, withKernelPages(found));
    assertThat(plan.verdict()).isEqualTo("no");
    assertThat(plan.reasons())
        .first()
        .asString()
        .startsWith("9 memory blocks hold pages")
        .endsWith("memory38, memory39, ….");
  }

  /** They may be bound to a node that loses its memory, and nobody would be told. */
  @Test
  void whoDoesNotSeeTheProcessesOfOthersIsTold() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    String told = "This program cannot see the processes of other users.";
    NodeMemory alone = new NodeMemory(1, 1024 * MIB, 512 * MIB, 0, 0);
    NodeMemory shared = new NodeMemory(1, 2048 * MIB, 512 * MIB, 0, 0);

    Plan plan = plan(Transition.UNPLUG, seeing(false, alone));

    assertThat(plan.verdict()).isEqualTo("yes");
    assertThat(plan.reasons()).anySatisfy(reason -> assertThat(reason).startsWith(told));
    assertThat(plan(Transition.UNPLUG, seeing(true, alone)).reasons())
        .noneSatisfy(reason -> assertThat(reason).startsWith(told));
    assertThat(plan(Transition.UNPLUG, seeing(false, shared)).reasons())
        .noneSatisfy(reason -> assertThat(reason).startsWith(told));
  }

  private static Survey seeing(boolean others, NodeMemory memory) {
    return new Survey(
        Optional.of(memory), 2048 * MIB, OptionalLong.empty(), List.of(), others, Optional.empty());
  }

  @Test
  void onlyTheFirstOfManyProcessesAreNamed() throws IOException {
    regions.change("dax0.0", Transition.ONLINE_MOVABLE);
    List<MemoryUser> users =
        LongStream.rangeClosed(1, 10)
            .mapToObj(pid -> new MemoryUser(pid, "sh", MIB, false))
            .toList();

    assertThat(
            plan(
                    Transition.UNPLUG,
                    new Survey(
                        Optional.empty(), MIB, OptionalLong.empty(), users, true, Optional.empty()))
                .reasons())
        .anySatisfy(reason -> assertThat(reason).endsWith("sh (pid 8, 1 MiB), and 2 others."));
  }

  private Plan plan(Transition to, Survey survey) throws IOException {
    return Plan.of(regions.read("dax0.0"), to, region -> survey);
  }

  private static Survey empty() {
    return survey(Optional.empty(), 0, OptionalLong.empty());
  }

  private static Survey survey(Optional<NodeMemory> memory, long room, OptionalLong swap) {
    return new Survey(memory, room, swap, List.of(), true, Optional.empty());
  }

  private static Survey bound(NodeMemory memory) {
    return new Survey(
        Optional.of(memory),
        2048 * MIB,
        OptionalLong.empty(),
        List.of(new MemoryUser(42, "java", MIB, false), new MemoryUser(7, "redis", 0, true)),
        true,
        Optional.empty());
  }

  private static Survey withKernelPages(List<MemoryBlock> found) {
    return new Survey(
        Optional.empty(), 0, OptionalLong.empty(), List.of(), true, Optional.of(found));
  }
}
