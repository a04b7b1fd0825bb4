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
import io.daxkmem.region.simulated.SimulatedKernel;
import io.daxkmem.region.simulated.SimulatedSysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts the server or the textfile writer that a command line asks for. */
final class ExporterCommand {
  private static final Log LOG = new Log(ExporterCommand.class);
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
    // before anything else is read, which may have warnings
    startLogging();
    ClientJavaProperties.check();
    if (arguments.has(Flag.TEXTFILE) || arguments.has(Flag.TEXTFILE_INTERVAL)) {
      new TextfileCommand(arguments).start(regions, place == Place.ANOTHER_PROGRAM);
    } else {
      Settings settings = new SettingsReader(arguments).read();
      Exporter exporter = new Exporter(settings, regions, BuildInfo.read(), place);
      if (!closedAtTheEnd(exporter)) {
        return;
      }
      try {
        if (place == Place.OWN_PROCESS) {
          // last, so that nothing waits for them
          exporter.registerJvmMetrics();
        }
        exporter.logStart();
      } catch (RuntimeException | Error e) {
        exporter.close();
        throw e;
      }
    }
  }

  /** False if the JVM is ending already. */
  private static boolean closedAtTheEnd(Exporter exporter) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "shutdown"));
      return true;
    } catch (IllegalStateException e) {
      exporter.close();
      return false;
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
      if (arguments.has(Flag.SIMULATE_KERNEL)) {
        throw new UsageException(Flag.SIMULATE_KERNEL + " needs " + Flag.SIMULATE);
      }
      return new Regions(
          new HostSysfs(directory(Flag.PATH_SYSFS)), new HostProcfs(directory(Flag.PATH_PROCFS)));
    }
    for (Flag path : List.of(Flag.PATH_SYSFS, Flag.PATH_PROCFS)) {
      if (arguments.has(path)) {
        throw new UsageException("--simulate and " + path + " exclude each other");
      }
    }
    int simulated = arguments.number(Flag.SIMULATE).orElse(SIMULATED);
    if (simulated < 0 || simulated > MOST_SIMULATED) {
      throw new UsageException(
          "--simulate takes 0 to " + MOST_SIMULATED + " regions, not " + simulated);
    }
    return new Regions(
        new SimulatedSysfs(
            simulated, arguments.choice(Flag.SIMULATE_KERNEL, SimulatedKernel.class)));
  }

  private Path directory(Flag flag) {
    Path directory = arguments.path(flag);
    if (!Files.isDirectory(directory)) {
      throw new UsageException(flag + " " + directory + ": there is no such directory");
    }
    return directory;
  }
}
