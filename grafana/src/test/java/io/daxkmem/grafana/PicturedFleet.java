package io.daxkmem.grafana;

import static org.awaitility.Awaitility.await;

import io.daxkmem.grafana.SimulatedMachine.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A fleet with a past, of which three machines have a problem, to look at. Closing ends it. */
final class PicturedFleet implements AutoCloseable {
  private static final List<Problem> PROBLEMS =
      List.of(Problem.NOT_AS_WANTED, Problem.STUCK, Problem.UNREADABLE);
  private static final EagerRules RULES =
      new EagerRules(new Mixin()).firingAfter(Duration.ofSeconds(30));
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int SCRAPES = 10;

  private final SimulatedFleet fleet;
  private final Prometheus prometheus;

  /**
   * Starts it and waits until its alerts fire and its graphs are minutes long.
   *
   * @param folder empty; the caller deletes it
   */
  PicturedFleet(Path folder, int machines) throws IOException, InterruptedException {
    ScrapedFleet started = ScrapedFleet.start(folder, new SimulatedFleet(machines, PROBLEMS), "");
    fleet = started.fleet();
    try {
      try (Prometheus withoutRules = started.prometheus()) {
        // otherwise they record the first scrapes of some machines as if these were all
        await().atMost(PATIENCE).until(() -> count(withoutRules, "up == 1") == machines);
      }
      RULES.write(folder);
      prometheus =
          Prometheus.configured(folder, Files.readString(folder.resolve("prometheus.yml")));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fleet.close();
      throw e;
    }
    try {
      await()
          .pollInterval(Duration.ofSeconds(5))
          .atMost(PATIENCE)
          .until(
              () ->
                  count(prometheus, "ALERTS{alertstate=\"firing\"}") == PROBLEMS.size()
                      && count(prometheus, "count_over_time(up[1h]) >= " + SCRAPES) == machines);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static double count(Prometheus prometheus, String promql) {
    return prometheus.api().query("count(" + promql + ")").stream()
        .mapToDouble(PrometheusApi.Sample::value)
        .sum();
  }

  Prometheus prometheus() {
    return prometheus;
  }

  @Override
  public void close() {
    prometheus.close();
    fleet.close();
  }
}
