package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  /** Seconds of an operation, and fewer than the clock jumps by. */
  private static final int LIMIT = 3600;

  private static final double MOST = LIMIT;

  private final Random random = new Random(SEED);
  private final GuestShell shell = GuestShell.onAFreePort();
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
            shell.forward());
  }

  @AfterAll
  void end() {
    machine.close();
  }

  /** Whatever a test that failed has left. */
  @BeforeEach
  void beginAnew() throws IOException {
    shell.run(
        """
        kill -9 $(cat /tmp/*.pid 2>/dev/null) 2>/dev/null || true
        rm -f /tmp/*.pid
        echo unplug >%s/hotplug
        """
            .formatted(DEVICE));
  }

  @Test
  void unboundInTheMiddleOfScrapes() throws Exception {
    CompletableFuture<String> faults = inTheMachine(repeated(UNBIND + BIND));
    int scrapes = 0;
    int bound = 0;
    do {
      HttpResponse<String> scrape = machine.web.get("/metrics");
      assertThat(scrape.statusCode()).isEqualTo(200);
      assertThat(scrape.body())
          .contains("dax_kmem_region_up{device=\"dax1.0\"} 1.0\n")
          .doesNotContain("dax_kmem_region_up{device=\"dax0.0\"} 0.0\n");
      scrapes++;
      bound += scrape.body().contains("dax_kmem_region_up{device=\"dax0.0\"} 1.0\n") ? 1 : 0;
    } while (!faults.isDone());
    faults.join();

    System.out.printf("%d unbinds, %d scrapes, %d of them with it%n", TIMES, scrapes, bound);
    assertThat(machine.metric("dax_kmem_scrape_errors_total")).isZero();
    assertThat(machine.metric("dax_kmem_region_up{device=\"dax0.0\"}")).isEqualTo(1);
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
    CompletableFuture<String> faults = inTheMachine(repeated(UNBIND + BIND));
    int planned = 0;
    int unbound = 0;
    do {
      String plan = machine.operate("plan", "unplugged");
      if (plan.contains("\"status\":200")) {
        assertThat(plan).containsPattern("\"value\":\\[\"(yes|no|maybe)\"");
        planned++;
      } else {
        assertThat(plan).containsAnyOf("bound to", "gone", "InstanceNotFoundException");
        unbound++;
      }
    } while (!faults.isDone());
    faults.join();

    System.out.printf("%d unbinds, %d plans, %d of none%n", TIMES, planned, unbound);
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
    System.out.printf("seed %d: %d jumps of the clock during an operation%n", SEED, TIMES);
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

  private CompletableFuture<String> inTheMachine(String script) {
    return inBackground(() -> shell.run(script));
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

  private static String repeated(String script) {
    return "for i in $(seq %d); do\n%sdone".formatted(TIMES, script);
  }

  /** It is unregistered where the device was found unbound, and comes back within 10 s. */
  private void awaitMBean() {
    await()
        .atMost(ExporterMachine.LONG)
        .ignoreExceptions()
        .until(() -> machine.attribute("State").equals("\"online_movable\""));
  }
}
