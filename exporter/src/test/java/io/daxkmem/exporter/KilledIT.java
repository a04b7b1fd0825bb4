package io.daxkmem.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Killed at a random moment, the program leaves only whole files. What becomes of regions is tested
 * on the real kernel.
 *
 * <p>{@code -Ddax-kmem.kills=200} sets how often, {@code -Ddax-kmem.kills.seed=N} repeats one.
 */
@Timeout(3600)
@Execution(ExecutionMode.CONCURRENT)
class KilledIT {
  private static final String OPERATOR = Stranger.basic("operator", "secret");
  private static final int KILLS = Integer.getInteger("dax-kmem.kills", 4);
  private static final long SEED =
      Long.getLong("dax-kmem.kills.seed", new Random().nextInt(1 << 30));

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random = new Random(SEED);
  @TempDir Path folder;

  @BeforeEach
  void tellTheSeed(TestInfo test) {
    System.out.printf("%s, seed %d%n", test.getDisplayName(), SEED);
  }

  @Test
  void whatWasAnsweredIsInTheAudit() throws Exception {
    Path audit = folder.resolve("audit");
    int answered = 0;
    for (int i = 0; i < KILLS; i++) {
      try (Program program =
          Program.inControl(folder, "--audit.file=" + audit, "--audit.required")) {
        Http jolokia = program.http("jolokia");
        assertThat(jolokia.onlineMovable(OPERATOR)).contains("\"status\":200");
        answered++;
        CompletableFuture<Integer> operator =
            CompletableFuture.supplyAsync(
                () -> Http.operateUntilTheEnd(done -> jolokia.onlineMovable(OPERATOR)));
        killWithin(1000, program);
        answered += operator.join();
      }
    }

    List<JsonNode> lines = new ArrayList<>();
    int cutOff = 0;
    for (String line : Files.readAllLines(audit)) {
      // the kernel ends a write that a SIGKILL meets at the end of a page
      if (line.endsWith("}")) {
        lines.add(JSON.readTree(line));
      } else {
        cutOff++;
      }
    }
    long done = count(lines, "done");
    System.out.printf(
        "%d kills, %d operations answered, %d in the audit, %d lines cut off%n",
        KILLS, answered, done, cutOff);
    assertThat(cutOff).isLessThanOrEqualTo(KILLS);
    assertThat(done).isBetween((long) answered, (long) answered + KILLS);
    assertThat(count(lines, "running")).isBetween(done, done + KILLS);
    assertThat(lines).hasSize((int) (done + count(lines, "running")));
  }

  @Test
  void aTextfileStaysWhole() throws Exception {
    Path file = folder.resolve("dax.prom");
    try (Program program = new Program("--simulate=1024", "--textfile=" + file)) {
      assertThat(program.awaitEnd()).isZero();
    }
    int lines = Files.readAllLines(file).size();

    for (int i = 0; i < KILLS; i++) {
      FileTime before = Files.getLastModifiedTime(file);
      try (Program program =
          new Program("--simulate=1024", "--textfile=" + file, "--textfile.interval=1")) {
        await()
            .atMost(Duration.ofMinutes(5))
            .until(() -> !Files.getLastModifiedTime(file).equals(before));
        killWithin(2000, program);
      }
      assertThat(file).content().endsWith("\n").hasLineCount(lines);
    }
    System.out.printf("%d kills while a textfile is rewritten%n", KILLS);
  }

  private void killWithin(int millis, Program program) throws InterruptedException {
    Thread.sleep(random.nextInt(millis));
    program.kill();
  }

  private static long count(List<JsonNode> lines, String outcome) {
    return lines.stream().filter(line -> line.get("outcome").textValue().equals(outcome)).count();
  }
}
