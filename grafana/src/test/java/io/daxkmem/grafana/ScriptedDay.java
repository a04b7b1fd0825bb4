package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Machines with different kernels, and a Prometheus that scrapes them. Closing ends them all. */
record ScriptedDay(List<DayGuest> guests, Prometheus prometheus) implements AutoCloseable {

  /** Emulated machines share two processors. */
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration FIRES_AFTER = Duration.ofSeconds(30);

  /** As slow as an emulated machine may be. */
  private static final int SLOW_SCRAPE_SECONDS = 30;

  /**
   * Starts all, but does not wait for the first scrape.
   *
   * @param folder for their files; the caller deletes it
   */
  static ScriptedDay start(Path folder, List<DayMachine> machines)
      throws IOException, InterruptedException {
    List<DayGuest> guests = new ArrayList<>();
    try {
      for (DayMachine machine : machines) {
        guests.add(DayGuest.boot(machine, Files.createDirectory(folder.resolve(machine.text()))));
      }
      return new ScriptedDay(
          guests, scraping(guests, Files.createDirectory(folder.resolve("prometheus"))));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      closeAll(guests);
      throw e;
    }
  }

  private static Prometheus scraping(List<DayGuest> guests, Path folder)
      throws IOException, InterruptedException {
    new EagerRules(mixin()).firingAfter(FIRES_AFTER).write(folder);
    ScrapedExporters exporters =
        new ScrapedExporters(guests.stream().map(ScriptedDay::target).toList());
    return Prometheus.configured(folder, exporters.configuration(INTERVAL));
  }

  /** What dashboards and rules are made from for a day that is some minutes long. */
  static Mixin mixin() throws IOException {
    return new Mixin()
        .with("recordingSeconds", INTERVAL.toSeconds())
        .with("slowScrapeSeconds", SLOW_SCRAPE_SECONDS);
  }

  private static ScrapedExporters.Target target(DayGuest guest) {
    Map<String, String> labels = new HashMap<>(ExpectedAnswer.COMMON);
    labels.put("instance", guest.kind().text());
    return new ScrapedExporters.Target(guest.machine().metrics(), labels);
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    closeAll(guests);
  }

  /** Closes all, even if the log of a kernel has a warning. */
  private static void closeAll(List<DayGuest> guests) throws IOException {
    if (!guests.isEmpty()) {
      try {
        guests.get(0).close();
      } finally {
        closeAll(guests.subList(1, guests.size()));
      }
    }
  }
}
