package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A virtual machine that runs the exporter, and a Prometheus that scrapes it. Closing ends both.
 */
public record ScrapedMachine(ExporterMachine machine, Prometheus prometheus)
    implements AutoCloseable {

  /**
   * Starts both, but does not wait for the first scrape.
   *
   * @param folder for their files; the caller deletes it
   * @param beside see {@link ExporterMachine#boot}
   */
  public static ScrapedMachine start(Path folder, String beside) throws IOException {
    ExporterMachine machine =
        ExporterMachine.boot(Files.createDirectory(folder.resolve("machine")), beside);
    try {
      return new ScrapedMachine(
          machine,
          Prometheus.scraping(
              Files.createDirectory(folder.resolve("prometheus")), machine.metrics()));
    } catch (IOException | RuntimeException | Error e) {
      machine.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    machine.close();
  }
}
