package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
@ResourceLock("the machine of FaultsIT")
class FaultsIT {
  private static final int TIMES = Integer.getInteger("dax-kmem.faults", 1);
  private static final long SEED =
      Long.getLong("dax-kmem.faults.seed", new Random().nextInt(1 << 30));

  private static final String DEVICE = "/sys/bus/dax/devices/dax0.0";
  private static final String UNBIND = "echo dax0.0 >/sys/bus/dax/drivers/kmem/unbind\n";
  private static final String BIND = "echo dax0.0 >/sys/bus/dax/drivers/kmem/bind\n";

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
  void unboundInTheMiddleOfATransition() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
      shell.run(PinPage.PIN);
      CompletableFuture<String> unplug = operating("unplug", "dax0.0");
      awaitPending();

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
  void theClockJumps() throws Exception {
    assertThat(machine.operate("onlineMovable")).contains("\"status\":200");
    shell.run(PinPage.PIN);
    CompletableFuture<String> unplug = operating("changeState", "unplugged", "3600", "dax0.0");
    awaitPending();
    int seconds = 0;
    for (int i = 0; i < TIMES; i++) {
      int jump = random.nextInt(2 * 86_400) - 86_400;
      seconds += jump;
      shell.run("date -s '%+d seconds' >/dev/null".formatted(jump));
      assertThat(machine.metric("dax_kmem_region_up{device=\"dax1.0\"}")).isEqualTo(1);
      assertThat(machine.attribute("OperationOutcome")).isEqualTo("\"running\"");
    }
    shell.run("date -s '%+d seconds' >/dev/null".formatted(-seconds));
    shell.run(PinPage.RELEASE);

    assertThat(unplug.join()).contains("dax0.0 is unplugged");
    assertThat(Double.parseDouble(machine.attribute("OperationSeconds"))).isBetween(0.0, 3600.0);
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
        .until(() -> machine.attribute("State").equals("\"online_movable\""));
  }

  private void awaitPending() {
    await()
        .atMost(ExporterMachine.LONG)
        .until(() -> machine.attribute("TransitionPending").equals("\"unplug\""));
  }
}
