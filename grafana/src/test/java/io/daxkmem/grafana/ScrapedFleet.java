package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A simulated fleet with a past, and a Prometheus that finds and scrapes it as the README says.
 * Closing ends both.
 */
record ScrapedFleet(SimulatedFleet fleet, FleetHistory history, Prometheus prometheus)
    implements AutoCloseable {

  /** Longer than Prometheus looks back, so that what it shows of now is scraped, not written. */
  private static final Duration GAP = Duration.ofMinutes(6);

  /**
   * Writes the past, up to some minutes ago, and starts both, but does not wait for the first
   * scrape.
   *
   * @param folder has the rules, and gets their files; the caller deletes it
   * @param configuration more of {@code prometheus.yml}; may be empty
   */
  static ScrapedFleet start(Path folder, int machines, String configuration)
      throws IOException, InterruptedException {
    return start(folder, new SimulatedFleet(machines), configuration);
  }

  /**
   * The same with this fleet.
   *
   * @param fleet closed with this, or if it fails
   */
  static ScrapedFleet start(Path folder, SimulatedFleet fleet, String configuration)
      throws IOException, InterruptedException {
    try {
      FleetHistory history =
          new FleetHistory(
              fleet.machines(), Instant.now().minus(GAP).truncatedTo(ChronoUnit.MINUTES));
      write(history, folder);
      fleet.writeTargets(Files.createDirectory(folder.resolve("targets")).resolve("fleet.yml"));
      return new ScrapedFleet(
          fleet,
          history,
          Prometheus.configured(folder, configuration + ReadmePrometheus.foundByFiles()));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      fleet.close();
      throw e;
    }
  }

  private static void write(FleetHistory history, Path folder)
      throws IOException, InterruptedException {
    Backfill backfill = new Backfill(folder.resolve("data"));
    backfill.add(history.series(), history.from(), history.to(), FleetHistory.INTERVAL);
    try (Prometheus reading = Prometheus.configured(folder, "")) {
      backfill.addRecorded(Rules.RECORDS, reading, history.from(), history.to());
    }
  }

  @Override
  public void close() {
    prometheus.close();
    fleet.close();
  }
}
