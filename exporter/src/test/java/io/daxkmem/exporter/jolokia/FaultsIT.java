package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * With {@code -Ddax-kmem.faults=N}: what goes wrong around the packaged exporter on our kernel, in
 * one machine with two regions, each N times. {@code -Ddax-kmem.faults.seed=N} repeats the random
 * ones.
 */
@Timeout(7200)
@EnabledIfSystemProperty(named = "dax-kmem.faults", matches = "\\d+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "processors", mode = ResourceAccessMode.READ)
@ResourceLock("the machine of FaultsIT")
class FaultsIT {
  private static final int TIMES = Integer.getInteger("dax-kmem.faults", 1);
  private static final long SEED =
      Long.getLong("dax-kmem.faults.seed", new Random().nextInt(1 << 30));

  private static final String DEVICE = "/sys/bus/dax/devices/dax0.0";
  private static final String UNBIND = "echo dax0.0 >/sys/bus/dax/drivers/kmem/unbind\n";
  private static final String BIND = "echo dax0.0 >/sys/bus/dax/drivers/kmem/bind\n";

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Seconds of an operation, and fewer than the clock jumps by. */
  private static final int LIMIT = 3600;

  private static final double MOST = LIMIT;

  /** Until a process is killed: some operations' time. */
  private static final int MOST_MILLIS = 2000;

  private Random random;
  private final GuestShell shell = GuestShell.onAFreePort();
  private final SecondDaemon second = SecondDaemon.inTheMachineOf(shell);
  private ExporterMachine machine;

  @BeforeAll
  void boot() throws IOException, InterruptedException {
    PinPage.compile();
    machine =
        new ExporterMachine(
            "exporter &\n" + GuestShell.SERVE,
            "--regions",
            "2",
            "--region-size",
            "256M",
            "--forward",
            shell.forward(),
            "--forward",
            second.forward());
  }

  @AfterAll
  void end() {
    machine.close();
  }

  /** Undoes what a test that failed has left, but for the clock. */
  @BeforeEach
  void beginAnew(TestInfo test) throws IOException {
    System.out.printf("%s, seed %d%n", test.getDisplayName(), SEED);
    random = new Random(SEED);
    shell.run(
        """
        kill -9 $(cat /tmp/*.pid 2>/dev/null) 2>/dev/null || true
        rm -f /tmp/*.pid /tmp/second.json /tmp/bound
        mount -o remount,rw /sys
        [ -e %1$s/hotplug ] || echo dax0.0 >/sys/bus/dax/drivers/kmem/bind
        chmod 444 %1$s/hotplug_stats/*
        echo unplug >%1$s/hotplug
        """
            .formatted(DEVICE));
    awaitMBean();
  }

  @Test
  void unboundInTheMiddleOfScrapes() throws Exception {
    CompletableFuture<String> unbinds = unbindUntilTold();
    int scrapes = 0;
    int unbound = 0;
    boolean was = true;
    while (unbound < TIMES && !unbinds.isDone()) {
      List<String> ups = machine.scrapeUps();
      assertThat(ups)
          .as("%s", machine.lines("cannot be read").toList())
          .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0")
          .doesNotContain("dax_kmem_region_up{device=\"dax0.0\"} 0.0");
      scrapes++;
      boolean is = ups.size() == 2;
      unbound += was && !is ? 1 : 0;
      was = is;
    }

    System.out.printf(
        "%d unbinds, %d scrapes, unbound %d times%n", told(unbinds), scrapes, unbound);
    assertThat(machine.metric("dax_kmem_scrape_errors_total")).isZero();
    assertThat(machine.web.get("/metrics").body())
        .contains(
            "dax_kmem_region_up{device=\"dax0.0\"} 1.0\n",
            "counters=\"kernel\",device=\"dax0.0\",driver=\"kmem\",kernel_interface=\"hotplug\"");
  }

  @Test
  void unboundInTheMiddleOfATransition() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
      shell.run(PinPage.PIN);
      CompletableFuture<String> unplug = operating("unplug", "dax0.0");
      machine.awaitPending();

      shell.run(UNBIND);

      assertThat(unplug.join())
          .contains("dax0.0 was not brought to unplugged: its driver is being unbound");
      shell.run(BIND);
      assertThat(shell.run("cat " + DEVICE + "/hotplug")).isEqualTo("online_movable\n");
      awaitMBean();
      shell.run(PinPage.RELEASE);
      assertThat(machine.operate("unplug", "dax0.0")).contains("dax0.0 is unplugged");
    }
    System.out.printf("%d transitions unbound%n", TIMES);
  }

  @Test
  void unboundInTheMiddleOfPlans() throws Exception {
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
    CompletableFuture<String> unbinds = unbindUntilTold();
    int planned = 0;
    int unbound = 0;
    boolean was = false;
    while (unbound < TIMES && !unbinds.isDone()) {
      String plan = machine.operate("plan", "unplugged");
      if (plan.contains("\"status\":200")) {
        assertThat(plan).containsPattern("\"value\":\\[\"(yes|no|maybe)\"");
        planned++;
        was = true;
      } else {
        assertThat(plan).containsAnyOf("bound to", "gone", "InstanceNotFoundException");
        unbound += was ? 1 : 0;
        was = false;
      }
    }

    System.out.printf("%d unbinds, %d plans, unbound %d times%n", told(unbinds), planned, unbound);
    awaitMBean();
    assertThat(machine.operate("plan", "unplugged")).contains("\"status\":200");
  }

  @Test
  void theClockJumps() throws Exception {
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
    shell.run(PinPage.PIN);
    CompletableFuture<String> unplug =
        operating("changeState", "unplugged", Integer.toString(LIMIT), "dax0.0");
    machine.awaitPending();
    int seconds = 0;
    for (int i = 0; i < TIMES; i++) {
      int jump = random.nextInt(LIMIT, 86_400) * (random.nextBoolean() ? 1 : -1);
      seconds += jump;
      shell.run("date -s '%+d seconds' >/dev/null".formatted(jump));
      assertThat(machine.metric("dax_kmem_region_up{device=\"dax1.0\"}")).isEqualTo(1);
      assertThat(machine.attribute("OperationOutcome")).isEqualTo("\"running\"");
      assertThat(Double.parseDouble(machine.attribute("OperationSeconds"))).isBetween(0.0, MOST);
    }
    shell.run("date -s '%+d seconds' >/dev/null".formatted(-seconds));
    shell.run(PinPage.RELEASE);

    assertThat(unplug.join()).contains("dax0.0 is unplugged");
    assertThat(Double.parseDouble(machine.attribute("OperationSeconds"))).isBetween(0.0, MOST);
    System.out.printf("%d jumps of the clock during an operation%n", TIMES);
  }

  @Test
  void sysfsIsMadeReadOnly() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      shell.run("mount -o remount,ro /sys");
      try {
        assertThat(machine.operate("onlineMovable"))
            .contains("this program has sysfs mounted read-only. It is unplugged now.");
        assertThat(machine.metric("dax_kmem_region_up{device=\"dax0.0\"}")).isEqualTo(1);
      } finally {
        shell.run("mount -o remount,rw /sys");
      }

      assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
      assertThat(machine.operate("unplug", "dax0.0")).contains("\"status\":200");
    }
    System.out.printf("%d times sysfs was read-only%n", TIMES);
  }

  /** As a user without rights, because to root all files are open. */
  @Test
  void oneAttributeMayNotBeRead() throws Exception {
    String failed = DEVICE + "/hotplug_stats/failed";
    shell.run(
        """
        chmod 0 %s
        cp target/dax-kmem-exporter.jar /tmp
        cd /tmp
        setpriv --reuid 65534 --regid 65534 --clear-groups '%s' -jar dax-kmem-exporter.jar \
          --web.listen-address=127.0.0.1:10142 >/tmp/third.log 2>&1 </dev/null &
        echo $! >/tmp/third.pid
        %s
        """
            .formatted(failed, JAVA, SecondDaemon.untilStarted("third")));
    String scrape = "curl -s http://127.0.0.1:10142/metrics | grep '^dax_kmem_region_up'";
    for (int i = 0; i < TIMES; i++) {
      assertThat(shell.run(scrape))
          .isEqualTo(
              """
              dax_kmem_region_up{device="dax0.0"} 0.0
              dax_kmem_region_up{device="dax1.0"} 1.0
              """);
    }
    shell.run("chmod 444 " + failed);

    assertThat(shell.run(scrape)).contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0");
    assertThat(shell.run("kill $(cat /tmp/third.pid); cat /tmp/third.log").lines())
        .filteredOn(line -> line.contains("what=dax0.0"))
        .satisfiesExactly(
            line -> assertThat(line).contains("level=warn", failed),
            line -> assertThat(line).contains("can be read again"));
  }

  @Test
  void aPageHasAHardwareError() throws Exception {
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
    shell.run("echo 0x100100000 >/sys/devices/system/memory/hard_offline_page");
    assertThat(machine.operate("offline", "dax0.0")).contains("\"status\":200");

    assertThat(machine.operate("onlineMovable"))
        .contains("a page of it has a hardware error. It is offline now. Unplug it");

    assertThat(machine.operate("unplug", "dax0.0")).contains("\"status\":200");
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
  }

  @Test
  void twoControlDaemons() throws Exception {
    second.start();
    long before = machine.transitions("dax0.0");
    long failures = failures();
    List<String> answers =
        new OpposedOperators(machine.jolokia, second.jolokia(), 4 * TIMES).answers();
    shell.run(SecondDaemon.KILL);

    System.out.printf(
        "%d operations through two control daemons, %d transitions%n",
        answers.size(), machine.transitions("dax0.0") - before);
    assertThat(answers).allSatisfy(answer -> assertThat(answer).contains("\"status\":200"));
    assertThat(machine.transitions("dax0.0") - before).isBetween(1L, (long) answers.size());
    assertThat(failures()).isEqualTo(failures);
    assertThat(second.auditedAsDone()).isEqualTo(4 * TIMES);
  }

  @Test
  void killedAtARandomMoment() throws Exception {
    int answered = 0;
    for (int i = 0; i < TIMES; i++) {
      second.start();
      assertThat(second.operate("onlineMovable")).contains("\"status\":200");
      answered++;
      CompletableFuture<Integer> operator =
          CompletableFuture.supplyAsync(second::operateUntilTheEnd);
      int millis = random.nextInt(MOST_MILLIS);
      shell.run("sleep %d.%03d\n%s".formatted(millis / 1000, millis % 1000, SecondDaemon.KILL));
      answered += operator.join();
      second.awaitEnd();

      assertThat(shell.run("cd " + DEVICE + "\ncat hotplug hotplug_stats/pending"))
          .isIn("unplugged\nnone\n", "online_movable\nnone\n");
    }
    System.out.printf("%d kills, %d operations%n", TIMES, answered);
    assertThat(second.auditedAsDone()).isBetween(answered, answered + TIMES);
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
  }

  /** As with MemoryMax= of its unit, in the middle of a transition. */
  @Test
  void itsControlGroupHasNoMemoryLeft() throws Exception {
    shell.run(
        """
        mkdir /tmp/cgroup
        mount -t cgroup2 none /tmp/cgroup
        echo +memory >/tmp/cgroup/cgroup.subtree_control
        mkdir /tmp/cgroup/second
        """);
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
    for (int i = 0; i < TIMES; i++) {
      second.start("echo $BASHPID >/tmp/cgroup/second/cgroup.procs");
      shell.run(PinPage.PIN);
      CompletableFuture<String> unplug = inBackground(() -> second.operate("unplug", "dax0.0"));
      machine.awaitPending();

      shell.run("echo 1M >/tmp/cgroup/second/memory.max");

      second.awaitEnd();
      assertThat(unplug).failsWithin(ExporterMachine.LONG);
      assertThat(machine.attribute("State")).isEqualTo("\"online_movable\"");
      assertThat(machine.attribute("TransitionPending")).isEqualTo("\"none\"");
      shell.run(PinPage.RELEASE + "echo max >/tmp/cgroup/second/memory.max");
    }
    assertThat(shell.run("grep oom_kill\\  /tmp/cgroup/second/memory.events"))
        .isEqualTo("oom_kill %d\n".formatted(TIMES));
    System.out.printf("%d times killed for want of memory%n", TIMES);
  }

  /**
   * Unbinds and binds the device again and again, with time between, and prints a line each time.
   */
  private CompletableFuture<String> unbindUntilTold() {
    return inBackground(
        () ->
            shell.run(
                "echo $BASHPID >/tmp/unbind.pid\nuntil [ -e /tmp/bound ]; do\n%1$s%3$s%2$s%3$secho\ndone"
                    .formatted(UNBIND, BIND, "sleep 0.2\n")));
  }

  private long told(CompletableFuture<String> unbinds) throws IOException {
    shell.run("touch /tmp/bound");
    return unbinds.join().lines().count();
  }

  private CompletableFuture<String> operating(String operation, String... arguments) {
    return inBackground(() -> machine.operate(operation, arguments));
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> task) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return task.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /** It is unregistered where the device was found unbound, and comes back within 10 s. */
  private void awaitMBean() {
    await()
        .atMost(ExporterMachine.LONG)
        .ignoreExceptions()
        .until(() -> !machine.attribute("State").isEmpty());
  }

  private long failures() throws Exception {
    return machine.metric("dax_kmem_region_transition_failures_total{device=\"dax0.0\"}");
  }
}
