package io.daxkmem.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the pictures of the README, in which every panel has data but those that are right to have
 * none. Needs Chromium and npm. The property {@code pictures} may be the number of machines.
 */
@EnabledIfSystemProperty(named = "pictures", matches = ".*")
class PicturesIT {
  /** Of {@code -Dpictures} Maven makes "true". */
  private static final int MACHINES =
      System.getProperty("pictures", "").matches("\\d+") ? Integer.getInteger("pictures") : 1000;

  private static final long MOST_BYTES = 250_000;

  @Test
  void aFleetAndItsExporters(@TempDir Path folder) throws Exception {
    try (PicturedFleet fleet = new PicturedFleet(folder, MACHINES)) {
      // no problem of the three makes the kernel refuse changes
      draw("fleet", fleet.prometheus(), List.of("interval=60s"), "Most changes refused");
      draw("exporter", fleet.prometheus(), List.of("interval=60s", "from=now-15m"));
    }
  }

  @Test
  void aRegionThatIsNotAsWanted(@TempDir Path folder) throws Exception {
    new EagerRules(new Mixin()).firingAfter(Duration.ofSeconds(30)).write(folder);
    try (BusyMachine machine = new BusyMachine();
        Prometheus prometheus =
            Prometheus.configured(folder, scraping(machine).configuration(Duration.ofSeconds(5)))) {
      machine.live();
      draw(
          "region",
          prometheus,
          List.of(
              "interval=5s", "from=now-10m", "cluster=north", "instance=" + BusyMachine.INSTANCE));
    }
  }

  private static ScrapedExporters scraping(BusyMachine machine) {
    return new ScrapedExporters(
        List.of(
            new ScrapedExporters.Target(
                machine.address(), Map.of("instance", BusyMachine.INSTANCE, "cluster", "north"))));
  }

  private static void draw(
      String name, Prometheus prometheus, List<String> settings, String... empty) throws Exception {
    Path dashboard = Dashboard.FOLDER.resolve("dax-kmem-" + name + ".json");
    Path to = Picture.FOLDER.resolve(name + ".png");
    Picture picture = Picture.draw(dashboard, prometheus.address(), to, settings);
    assertThat(picture.titles())
        .isEqualTo(
            Dashboard.read(dashboard).panels().stream().map(Dashboard.Panel::title).toList());
    assertThat(picture.empty()).containsExactly(empty);
    assertThat(to).satisfies(file -> assertThat(Files.size(file)).isLessThan(MOST_BYTES));
  }
}
