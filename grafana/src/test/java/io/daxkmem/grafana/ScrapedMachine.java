package io.daxkmem.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A virtual machine that runs the exporter, and a Prometheus that scrapes it. Closing ends both.
 */
public record ScrapedMachine(ExporterMachine machine, Prometheus prometheus)
    implements AutoCloseable {

  /** A scrape of an emulated machine with lock debugging may take 2 s. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /**
   * Starts both, but does not wait for the first scrape.
   *
   * @param folder for their files; the caller deletes it
   * @param beside see {@link ExporterMachine#boot}
   */
  public static ScrapedMachine start(Path folder, String beside)
      throws IOException, InterruptedException {
    ExporterMachine machine =
        ExporterMachine.boot(Files.createDirectory(folder.resolve("machine")), beside);
    try {
      return new ScrapedMachine(
          machine,
          scraping(Files.createDirectory(folder.resolve("prometheus")), machine.metrics()));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      machine.close();
      throw e;
    }
  }

  private static Prometheus scraping(Path folder, String target)
      throws IOException, InterruptedException {
    new EagerRules(new Mixin()).write(folder);
    ScrapedExporters exporters =
        new ScrapedExporters(List.of(new ScrapedExporters.Target(target, Map.of())));
    return Prometheus.configured(folder, exporters.configuration(INTERVAL));
  }

  @Override
  public void close() throws IOException {
    prometheus.close();
    machine.close();
  }
}
