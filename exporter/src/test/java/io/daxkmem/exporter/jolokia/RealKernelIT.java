package io.daxkmem.exporter.jolokia;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The packaged exporter on our kernel, as its clients see it. Prints measurements. {@code
 * -Ddax-kmem.operations=1000} makes it long.
 */
@Timeout(1800)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "processors", mode = ResourceAccessMode.READ)
class RealKernelIT {
  private static final int TIMES = Integer.getInteger("dax-kmem.operations", 100);
  private static final Pattern AUDITED =
      Pattern.compile("\"from\":\"(\\w+)\",\"to\":\"(\\w+)\",\"outcome\":\"(\\w+)\"");

  @Test
  void twoOpposedOperatorsGetTrueAnswers() throws Exception {
    try (ExporterMachine machine = new ExporterMachine("exporter", "--region-size", "128M")) {
      long before = System.nanoTime();
      List<String> answers = new OpposedOperators(machine.jolokia, TIMES).answers();
      System.out.printf(
          "%d operations of two operators in %d s, %d of them done%n",
          answers.size(), (System.nanoTime() - before) / 1_000_000_000, done(answers));

      assertThat(machine.attribute("State")).isIn("\"online_movable\"", "\"unplugged\"");
      await()
          .atMost(ExporterMachine.LONG)
          .until(() -> machine.lines("{\"time\":").count() == 2L * TIMES);
      List<Matcher> audit =
          machine.lines("{\"time\":").map(AUDITED::matcher).filter(Matcher::find).toList();
      assertThat(audit).filteredOn(line -> line.group(3).equals("done")).hasSize(done(answers));
      Map<String, Long> changes =
          audit.stream()
              .filter(line -> line.group(3).equals("done") && !line.group(1).equals(line.group(2)))
              .collect(groupingBy(line -> line.group(2), counting()));
      assertThat(changes)
          .isEqualTo(
              Map.of(
                  "online_movable", completed(machine, "online_movable"),
                  "unplugged", completed(machine, "unplug")));
      assertThat(machine.metric("dax_kmem_region_transition_failures_total{device=\"dax0.0\"}"))
          .isZero();
    }
  }

  /** Cancels the first unplug. Kills the exporter during the second, then frees the page. */
  @Test
  void aHangingTransitionHoldsUpNoScrapeAndEndsWithTheExporter() throws Exception {
    PinPage.compile();
    String script =
        """
        region=/sys/bus/dax/devices/dax0.0
        echo online_movable >$region/hotplug
        mkfifo /tmp/hold
        target/pin-page 1 </tmp/hold >/tmp/said &
        exec 3>/tmp/hold
        until grep -q pinned /tmp/said; do sleep 0.1; done
        exporter &
        until [ "$(cat $region/hotplug_stats/failed)" = 1 ]; do sleep 0.1; done
        until [ "$(cat $region/hotplug_stats/pending)" = unplug ]; do sleep 0.1; done
        kill -9 $!
        wait $!
        exec 3>&-
        exporter
        """;
    try (ExporterMachine machine = new ExporterMachine(script)) {
      long idle = scrapeMicros(machine);
      CompletableFuture<String> unplug = unplug(machine);
      machine.awaitPending();
      assertThat(machine.attribute("OperationOutcome")).isEqualTo("\"running\"");
      assertThat(machine.attribute("OperationBlocksTotal")).isEqualTo("8");
      assertThat(Long.parseLong(machine.attribute("OperationBytesLeft"))).isPositive();
      long busy = scrapeMicros(machine);
      long asked = System.nanoTime();
      assertThat(machine.operate("cancel")).contains("It is online_movable now.");
      System.out.printf(
          "a scrape took %d us, and %.2f times that during a transition that hangs; cancel took"
              + " %d ms%n",
          idle, (double) busy / idle, (System.nanoTime() - asked) / 1_000_000);
      assertThat(unplug.join()).contains("CancellationException");
      assertThatItIsOnlineMovable(machine, 1);

      CompletableFuture<String> killed = unplug(machine);
      machine.awaitStarts(2);

      assertThat(killed).isCompletedExceptionally();
      assertThat(machine.attribute("OperationOutcome")).isEqualTo("null");
      assertThatItIsOnlineMovable(machine, 2);
      assertThat(machine.operate("unplug", "dax0.0")).contains("\"value\":\"dax0.0 is unplugged");
    }
  }

  @Test
  void curlDoesWhatTheReadmeSays() throws Exception {
    try (ExporterMachine machine = new ExporterMachine("exporter", "--region-size", "128M")) {
      Process asking = bash(machine, "ask() {");
      assertThat(new String(asking.getInputStream().readAllBytes(), UTF_8).split("\"request\":"))
          .hasSize(1 + 4)
          .allSatisfy(answer -> assertThat(answer).doesNotContain("\"error\""));

      Process listening = bash(machine, "get() {");
      try {
        List<String> said = new CopyOnWriteArrayList<>();
        var unused =
            CompletableFuture.runAsync(
                () -> listening.inputReader(UTF_8).lines().forEach(said::add));
        // it misses changes until it has subscribed, so repeat them
        await()
            .atMost(ExporterMachine.LONG)
            .until(
                () -> {
                  machine.operate("onlineMovable");
                  machine.operate("unplug", "dax0.0");
                  return said.stream()
                      .anyMatch(
                          line -> line.startsWith("data:") && line.contains("dax0.0 is unplugged"));
                });
      } finally {
        listening.destroy();
      }
    }
  }

  private static int done(List<String> answers) {
    return (int) answers.stream().filter(answer -> answer.contains("\"status\":200")).count();
  }

  private static long completed(ExporterMachine machine, String to) throws Exception {
    return machine.metric(
        "dax_kmem_region_transitions_total{device=\"dax0.0\",to=\"%s\"}".formatted(to));
  }

  private static CompletableFuture<String> unplug(ExporterMachine machine) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return machine.operate("unplug", "dax0.0");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static long scrapeMicros(ExporterMachine machine) throws Exception {
    long[] micros = new long[9];
    for (int i = 0; i < micros.length; i++) {
      long before = System.nanoTime();
      assertThat(machine.metric("dax_kmem_region_up{device=\"dax0.0\"}")).isEqualTo(1);
      micros[i] = (System.nanoTime() - before) / 1_000;
    }
    Arrays.sort(micros);
    return micros[micros.length / 2];
  }

  private static void assertThatItIsOnlineMovable(ExporterMachine machine, long failures)
      throws Exception {
    assertThat(machine.metric("dax_kmem_region_state{device=\"dax0.0\",state=\"online_movable\"}"))
        .isEqualTo(1);
    assertThat(machine.metric("dax_kmem_region_memory_blocks{device=\"dax0.0\",state=\"online\"}"))
        .isEqualTo(8);
    assertThat(
            machine.metric("dax_kmem_region_transition_pending{device=\"dax0.0\",to=\"unplug\"}"))
        .isZero();
    assertThat(machine.metric("dax_kmem_region_transition_failures_total{device=\"dax0.0\"}"))
        .isEqualTo(failures);
  }

  /** Runs the code block of README.md that begins like this, against the machine. */
  private static Process bash(ExporterMachine machine, String beginning) throws IOException {
    String block =
        Arrays.stream(Files.readString(Path.of("README.md")).split("```"))
            .filter(text -> text.startsWith("sh\n" + beginning))
            .findFirst()
            .orElseThrow()
            .substring(3)
            .replace(":8778", ":" + machine.jolokia.server().getPort())
            .replace("cat password", "cat " + machine.password);
    return new ProcessBuilder("bash", "-c", block)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
