package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A machine in which the exporter runs, and a Prometheus that scrapes it. Both end when closed. */
public record ScrapedMachine(ExporterMachine machine, Prometheus prometheus)
    implements AutoCloseable {

  /**
   * Starts both; the first scrape may be still to come.
   *
   * @param folder for what they write; its owner deletes it
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
