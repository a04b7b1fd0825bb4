package io.daxkmem.exporter.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.daxkmem.exporter.ProcessFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * With {@code -Ddax-kmem.soak.seconds=N}: the exporter on our kernel for as long. Operators change
 * two regions at random, others change single memory blocks and unbind the third, and all is
 * scraped. {@code -Ddax-kmem.soak.seed=N} repeats one.
 */
@Timeout(100_000)
@EnabledIfSystemProperty(named = "dax-kmem.soak.seconds", matches = "\\d+")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "processors", mode = ResourceAccessMode.READ)
class SoakIT {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("dax-kmem.soak.seconds", 15));
  private static final long SEED =
      Long.getLong("dax-kmem.soak.seed", new Random().nextInt(1 << 15));

  /** More than the heap differs by chance. */
  private static final long MEMORY = 8 << 20;

  /**
   * Like a udev rule or a daemon that knows nothing of regions. The first two regions have the
   * memory blocks 32 to 35, the third has 36 and 37.
   */
  private static final String STRANGER =
      """
      changed=0 refused=0 unbound=0 tries=0
      trap 'echo "$changed changes of memory blocks by others, $refused refused, $unbound unbinds" \
        >/tmp/stranger; exit' TERM
      words=(online online_movable offline)
      RANDOM=%d
      while sleep 0.1; do
        block=/sys/devices/system/memory/memory$((32 + RANDOM %% 6))/state
        [ -e $block ] || continue
        if echo ${words[RANDOM %% 3]} 2>/dev/null >$block; then
          changed=$((changed + 1))
        else
          refused=$((refused + 1))
        fi
        if [ $((tries++ %% 20)) = 0 ] && echo dax2.0 >/sys/bus/dax/drivers/kmem/unbind; then
          echo dax2.0 >/sys/bus/dax/drivers/kmem/bind && unbound=$((unbound + 1))
        fi
      done 2>/dev/null
      """;

  private final GuestShell shell = GuestShell.onAFreePort();
  private long scrapes;

  /** In which the device that is unbound could not be read in time. */
  private long tooSlow;

  @Test
  void nothingIsLostAndNothingGrows() throws Exception {
    try (ExporterMachine machine =
        new ExporterMachine(
            "exporter &\necho $! >/tmp/exporter.pid\n" + GuestShell.SERVE,
            "--regions",
            "3",
            "--region-size",
            "256M",
            "--forward",
            shell.forward())) {
      System.out.printf("seed %d%n", SEED);
      List<RandomOperator> operators = List.of(operator(machine, 0), operator(machine, 1));
      for (RandomOperator operator : operators) {
        operator.unplug();
      }
      List<Long> counted = List.of(machine.transitions("dax0.0"), machine.transitions("dax1.0"));
      shell.run(
          "bash -c '%s' >/dev/null 2>&1 </dev/null &\necho $! >/tmp/stranger.pid"
              .formatted(STRANGER.formatted(SEED).replace("'", "'\\''")));
      scrape(machine);
      ProcessFacts before = facts();

      workUntil(Instant.now().plus(TIME), operators, machine);

      shell.run("kill $(cat /tmp/stranger.pid)\nuntil [ -e /tmp/stranger ]; do sleep 0.1; done");
      String stranger = shell.run("cat /tmp/stranger");
      await()
          .atMost(ExporterMachine.LONG)
          .untilAsserted(() -> facts().assertNoMoreThan(before, MEMORY));
      System.out.printf(
          "%s; %d scrapes, %d of them too slow for dax2.0; %sfrom %s to %s; %d MiB resident%n",
          operators,
          scrapes,
          tooSlow,
          stranger,
          before,
          facts(),
          machine.metric("process_resident_memory_bytes") >> 20);
      assertThat(List.of(machine.transitions("dax0.0"), machine.transitions("dax1.0")))
          .isEqualTo(
              List.of(
                  counted.get(0) + operators.get(0).changed(),
                  counted.get(1) + operators.get(1).changed()));
      assertThat(stranger).doesNotContainPattern("\\b0 ");
      for (RandomOperator operator : operators) {
        assertThat(operator.changed()).as("%s", operator).isPositive();
      }
      assertThat(machine.lines("cannot be read")).allMatch(line -> line.contains("hangs"));
      assertThat(machine.metric("dax_kmem_scrape_errors_total")).isEqualTo(tooSlow);
      assertThat(machine.lines("level=error")).isEmpty();
      await()
          .atMost(ExporterMachine.LONG)
          .until(
              () ->
                  machine.lines("{\"time\":").count()
                      == operators.get(0).asked() + operators.get(1).asked());
    }
  }

  private RandomOperator operator(ExporterMachine machine, int number) {
    return new RandomOperator(
        "dax%d.0".formatted(number),
        machine.jolokia,
        machine.authorization(),
        new Random(SEED + number));
  }

  private void workUntil(Instant end, List<RandomOperator> operators, ExporterMachine machine)
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> working = new ArrayList<>();
      for (RandomOperator operator : operators) {
        working.add(
            threads.submit(
                () -> {
                  while (Instant.now().isBefore(end)) {
                    operator.operate();
                  }
                  return null;
                }));
      }
      while (Instant.now().isBefore(end) && working.stream().noneMatch(Future::isDone)) {
        scrape(machine);
      }
      for (Future<?> one : working) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void scrape(ExporterMachine machine) throws Exception {
    List<String> ups = machine.scrapeUps();
    assertThat(ups)
        .contains(
            "dax_kmem_region_up{device=\"dax0.0\"} 1.0",
            "dax_kmem_region_up{device=\"dax1.0\"} 1.0");
    if (ups.contains("dax_kmem_region_up{device=\"dax2.0\"} 0.0")) {
      tooSlow++;
    }
    scrapes++;
  }

  private ProcessFacts facts() throws Exception {
    return ProcessFacts.of(Long.parseLong(shell.run("cat /tmp/exporter.pid").strip()), shell::run);
  }
}
