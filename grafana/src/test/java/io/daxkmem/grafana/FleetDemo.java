package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a simulated fleet and its Prometheus until it is killed, to look at the dashboards. */
public final class FleetDemo {
  private FleetDemo() {}

  /** Arguments: the number of machines. Prints the URL of Prometheus. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fleet");
    ScrapedFleet fleet =
        ScrapedFleet.start(
            folder, Integer.parseInt(args[0]), "", Path.of("rules").toRealPath());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(fleet, folder)));
    System.out.println(fleet.prometheus().address());
    Thread.currentThread().join();
  }

  private static void end(ScrapedFleet fleet, Path folder) {
    fleet.close();
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
