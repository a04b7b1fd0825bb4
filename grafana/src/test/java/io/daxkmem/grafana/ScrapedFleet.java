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
   * @param folder for their files; empty; the caller deletes it
   * @param global the section of that name in {@code prometheus.yml}, and others; may be empty
   * @param rules a folder with them
   */
  static ScrapedFleet start(Path folder, int machines, String global, Path rules)
      throws IOException, InterruptedException {
    return start(folder, new SimulatedFleet(machines), global, rules);
  }

  /**
   * The same with this fleet.
   *
   * @param fleet closed with this, or if it fails
   */
  static ScrapedFleet start(Path folder, SimulatedFleet fleet, String global, Path rules)
      throws IOException, InterruptedException {
    try {
      FleetHistory history =
          new FleetHistory(
              fleet.machines(), Instant.now().minus(GAP).truncatedTo(ChronoUnit.MINUTES));
      write(history, folder);
      fleet.writeTargets(Files.createDirectory(folder.resolve("targets")).resolve("fleet.yml"));
      String configuration =
          ReadmeConfigurations.with("file_sd_configs").replace("dax-kmem.*.yml", rules + "/*.yml");
      return new ScrapedFleet(
          fleet, history, Prometheus.configured(folder, global + configuration));
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
