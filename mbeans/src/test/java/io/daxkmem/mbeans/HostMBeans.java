package io.daxkmem.mbeans;

import static io.daxkmem.mbeans.Machine.DAX0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.daxkmem.region.Region;
import io.daxkmem.region.Regions;
import io.daxkmem.region.Transition;
import io.daxkmem.region.host.HeldMemory;
import io.daxkmem.region.host.HostProcfs;
import io.daxkmem.region.host.HostSysfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.AttributeChangeNotification;
import javax.management.AttributeChangeNotificationFilter;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The MBeans on the kernel that this runs on. Prints its measurements. */
@Timeout(600)
class HostMBeans {
  private static final Duration LONG = Duration.ofMinutes(3);

  private final Regions regions =
      new Regions(
          new HostSysfs(Path.of("/sys")),
          Optional.of(new HostProcfs(Path.of("/proc"))),
          Duration.ofSeconds(10));
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final RegionMBeans mbeans = new RegionMBeans(server, regions);

  @BeforeEach
  void start() throws Exception {
    regions.change("dax0.0", Transition.UNPLUG);
    mbeans.start();
  }

  @AfterEach
  void stop() {
    mbeans.close();
  }

  @Test
  void aTransitionPlannedAsYesSucceeds() throws Exception {
    invoke("onlineMovable");
    try (HeldMemory held = HeldMemory.used(1, 200)) {
      assertThat(held).isNotNull();

      assertThat(plan("unplug"))
          .startsWith("yes", "All 8 memory blocks in use are in ZONE_MOVABLE.")
          .anySatisfy(
              reason ->
                  assertThat(reason).containsPattern("use-node \\(pid \\d+, 200(\\.\\d)? MiB\\)"));
      assertThat(invoke("unplug", "dax0.0")).asString().contains("dax0.0 is unplugged");
    }
  }

  @Test
  void aPlanWarnsOfProcessesBoundToTheNode() throws Exception {
    Path cpuset = cpusetOfNode1();
    invoke("onlineMovable");
    try (HeldMemory bound = HeldMemory.bound(1, 8);
        HeldMemory inCpuset = HeldMemory.used(1, 8);
        HeldMemory free = HeldMemory.used(1, 8)) {
      Files.writeString(cpuset.resolve("cgroup.procs"), Long.toString(inCpuset.pid()));

      assertThat(plan("unplug"))
          .startsWith("yes")
          .filteredOn(
              reason -> reason.startsWith("Processes bound to that node, by a memory policy"))
          .singleElement()
          .asString()
          .contains("use-node (pid " + bound.pid() + ")", "use-node (pid " + inCpuset.pid() + ")")
          .doesNotContain("use-node (pid " + free.pid() + ")");
      assertThat(invoke("unplug", "dax0.0")).asString().contains("dax0.0 is unplugged");
      assertThat(Files.readString(Path.of("/proc/" + bound.pid() + "/numa_maps")))
          .as("moved to the other node, as the plan says")
          .contains(" bind:0 ");
    }
  }

  /** A control group whose processes may use the memory of node 1 only. */
  private static Path cpusetOfNode1() throws Exception {
    Path root = Files.createDirectories(Path.of("/tmp/cgroup"));
    assertThat(
            new ProcessBuilder("mount", "-t", "cgroup2", "none", root.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    Files.writeString(root.resolve("cgroup.subtree_control"), "+cpuset");
    Path group = Files.createDirectory(root.resolve("node1"));
    Files.writeString(group.resolve("cpuset.mems"), "1");
    return group;
  }

  @Test
  void aTransitionPlannedAsNoForKernelPagesFails() throws Exception {
    invoke("onlineKernel");
    try (HeldMemory held = HeldMemory.used(1, 64)) {
      assertThat(held).isNotNull();

      assertThat(plan("offline"))
          .startsWith("no")
          .anySatisfy(reason -> assertThat(reason).contains("of the kernel itself (slab"));
      assertThatThrownBy(() -> invoke("offline", "dax0.0"))
          .cause()
          .isInstanceOf(IllegalStateException.class);
      assertThat((String) server.getAttribute(DAX0, "OperationMessage"))
          .contains("some of its pages could not be moved to other memory")
          .contains("of the kernel itself (slab, page tables), which cannot be moved")
          .contains("use-node (pid ");
      assertThat(server.getAttribute(DAX0, "State")).isEqualTo("online_kernel");
    }
  }

  @Test
  void aPinnedPageHoldsUpOnlyItsOperation() throws Exception {
    invoke("onlineMovable");
    long idle = readAll();
    try (HeldMemory page = HeldMemory.pinned(1)) {
      assertThat(page).isNotNull();
      CompletableFuture<Object> unplug = startUnplug();
      await()
          .atMost(LONG)
          .until(() -> server.getAttribute(DAX0, "TransitionPending").equals("unplug"));
      assertThat(server.getAttribute(DAX0, "State")).isEqualTo("online_movable");
      assertThat(server.getAttribute(DAX0, "OperationOutcome")).isEqualTo("running");
      assertThat((Long) server.getAttribute(DAX0, "OperationBytesLeft")).isPositive();
      long busy = readAll();

      long before = System.nanoTime();
      assertThat(invoke("cancel")).asString().endsWith("It is online_movable now.");
      long cancelled = System.nanoTime() - before;

      System.out.printf(
          "all attributes read in %d ms, and in %d ms during a transition that hangs; cancel took"
              + " %d ms%n",
          idle / 1_000_000, busy / 1_000_000, cancelled / 1_000_000);
      assertThat(unplug).failsWithin(LONG);
      assertThat(region().blocks().orElseThrow().movable()).isEqualTo(8);
      assertThatThrownBy(() -> invoke("changeState", "unplugged", 1L, "dax0.0"))
          .cause()
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("pin-page (pid ");
    }
    invoke("unplug", "dax0.0");
  }

  @Test
  void killingTheOperatorsJvmLeavesTheRegionAsItWas() throws Exception {
    invoke("onlineMovable");
    long failed = region().counters().orElseThrow().failed();
    try (HeldMemory page = HeldMemory.pinned(1)) {
      assertThat(page).isNotNull();
      Process dying =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  DyingOperator.class.getName())
              .inheritIO()
              .start();
      await().atMost(LONG).until(() -> region().pending().isPresent());

      dying.destroyForcibly();

      await().atMost(LONG).until(() -> region().pending().isEmpty());
    }
    assertThat(server.getAttribute(DAX0, "State")).isEqualTo("online_movable");
    assertThat(region().blocks().orElseThrow().movable()).isEqualTo(8);
    assertThat(server.getAttribute(DAX0, "TransitionFailures")).isEqualTo(failed + 1);
    assertThat(invoke("unplug", "dax0.0")).asString().contains("dax0.0 is unplugged");
  }

  @Test
  void eachChangeIsAnnouncedOnceAndQuickly() throws Exception {
    BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    AttributeChangeNotificationFilter state = new AttributeChangeNotificationFilter();
    state.enableAttribute("State");
    server.addNotificationListener(
        DAX0,
        (notification, unused) ->
            told.add(new Told((AttributeChangeNotification) notification, System.nanoTime())),
        state,
        null);
    long[] micros = new long[20];
    for (int i = 0; i < micros.length; i++) {
      Transition to = i % 2 == 0 ? Transition.ONLINE_MOVABLE : Transition.UNPLUG;
      regions.change("dax0.0", to);
      long changed = System.nanoTime();
      Told one = told.poll(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(one).isNotNull();
      assertThat(one.notification().getNewValue()).isEqualTo(to.target().text());
      assertThat(one.notification().getMessage()).doesNotContain("between");
      micros[i] = Math.max(0, one.nanos() - changed) / 1_000;
    }
    mbeans.rescan();

    assertThat(told).isEmpty();
    Arrays.sort(micros);
    System.out.printf(
        "announced %d us after the write had returned at the median, %d us at most%n",
        micros[micros.length / 2], micros[micros.length - 1]);
  }

  private record Told(AttributeChangeNotification notification, long nanos) {}

  private CompletableFuture<Object> startUnplug() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return invoke("unplug", "dax0.0");
          } catch (JMException e) {
            throw new IllegalStateException(e);
          }
        },
        task -> new Thread(task, "operator").start());
  }

  private long readAll() throws JMException {
    long before = System.nanoTime();
    String[] names =
        Arrays.stream(server.getMBeanInfo(DAX0).getAttributes())
            .map(attribute -> attribute.getName())
            .toArray(String[]::new);
    assertThat(server.getAttributes(DAX0, names)).hasSize(names.length);
    return System.nanoTime() - before;
  }

  private String[] plan(String state) throws JMException {
    return (String[]) invoke("plan", state);
  }

  private Object invoke(String operation, Object... arguments) throws JMException {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      signature[i] = arguments[i] instanceof Long ? "long" : "java.lang.String";
    }
    return server.invoke(DAX0, operation, arguments, signature);
  }

  private Region region() throws Exception {
    return regions.read("dax0.0");
  }
}
