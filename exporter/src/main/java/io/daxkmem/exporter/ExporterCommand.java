package io.daxkmem.exporter;

import static io.daxkmem.log.Field.field;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.cli.UsageException;
import io.daxkmem.exporter.log.LogFormat;
import io.daxkmem.exporter.log.LogLevel;
import io.daxkmem.exporter.log.Logging;
import io.daxkmem.log.Field;
import io.daxkmem.log.Log;
import io.daxkmem.region.Regions;
import io.daxkmem.region.host.HostProcfs;
import io.daxkmem.region.host.HostSysfs;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Starts the server or the textfile writer that a command line asks for. */
final class ExporterCommand {

  /** Where the exporter runs. */
  enum Place {
    OWN_PROCESS,
    /** As an agent. The application configures the logging. */
    ANOTHER_PROGRAM
  }

  private static final Log LOG = new Log(ExporterCommand.class);
  private static final Path PROCFS = Path.of("/proc");
  private static final int SIMULATED = 2;
  private static final int MOST_SIMULATED = 1024;

  private final Place place;
  private final Arguments arguments;

  ExporterCommand(Place place, Arguments arguments) {
    this.place = place;
    this.arguments = arguments;
  }

  /**
   * Starts it.
   *
   * @throws UsageException if the command line is wrong
   * @throws IOException if it cannot start
   */
  void start() throws IOException {
    Regions regions = regions();
    if (arguments.has(Flag.TEXTFILE) || arguments.has(Flag.TEXTFILE_INTERVAL)) {
      TextfileCommand textfile = new TextfileCommand(arguments);
      startLogging();
      textfile.start(regions, place == Place.ANOTHER_PROGRAM);
    } else {
      Settings settings = new SettingsReader(arguments).read();
      startLogging();
      Exporter exporter = new Exporter(settings, regions, BuildInfo.read());
      Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "shutdown"));
      if (place == Place.OWN_PROCESS) {
        // last, because the platform's MBeans take long to start
        exporter.registerJvmMetrics();
      }
      exporter.logStart();
    }
  }

  private void startLogging() {
    if (place == Place.OWN_PROCESS) {
      Logging.start(
          arguments.choice(Flag.LOG_LEVEL, LogLevel.class).level(),
          arguments.choice(Flag.LOG_FORMAT, LogFormat.class).formatter());
    } else if (arguments.has(Flag.LOG_LEVEL) || arguments.has(Flag.LOG_FORMAT)) {
      throw new UsageException(
          "--log.level and --log.format: an agent logs as its application does");
    }
    LOG.debug(
        "command line read",
        arguments.all().entrySet().stream()
            .map(flag -> field(flag.getKey().longName(), flag.getValue()))
            .toArray(Field[]::new));
  }

  private Regions regions() {
    if (!arguments.has(Flag.SIMULATE)) {
      Path sysfs = arguments.path(Flag.PATH_SYSFS);
      if (!Files.isDirectory(sysfs)) {
        throw new UsageException("--path.sysfs " + sysfs + ": there is no such directory");
      }
      return new Regions(new HostSysfs(sysfs), new HostProcfs(PROCFS));
    }
    if (arguments.has(Flag.PATH_SYSFS)) {
      throw new UsageException("--simulate and --path.sysfs exclude each other");
    }
    int simulated = arguments.number(Flag.SIMULATE).orElse(SIMULATED);
    if (simulated < 0 || simulated > MOST_SIMULATED) {
      throw new UsageException(
          "--simulate takes 0 to " + MOST_SIMULATED + " regions, not " + simulated);
    }
    return new Regions(new SimulatedSysfs(simulated));
  }
}
