package io.daxkmem.exporter;

import static io.daxkmem.log.Field.field;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;

import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.cli.UsageException;
import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.exporter.metrics.ConfigMetrics;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.Textfile;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.wanted.RegionsFile;
import io.daxkmem.log.Log;
import io.daxkmem.region.Regions;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Writes the metrics to a file instead of serving them. */
final class TextfileCommand {
  private static final Log LOG = new Log(TextfileCommand.class);
  private static final Set<Flag> GO_WITH_IT =
      EnumSet.of(
          Flag.TEXTFILE,
          Flag.TEXTFILE_INTERVAL,
          Flag.PATH_SYSFS,
          Flag.PATH_PROCFS,
          Flag.SIMULATE,
          Flag.SIMULATE_KERNEL,
          Flag.REGIONS_FILE,
          Flag.LOG_LEVEL,
          Flag.LOG_FORMAT);

  private final Path file;
  private final OptionalInt interval;
  private final Optional<Path> regionsFile;

  TextfileCommand(Arguments arguments) {
    file =
        arguments
            .file(Flag.TEXTFILE)
            .orElseThrow(() -> new UsageException("--textfile.interval needs --textfile FILE"));
    if (!file.toString().endsWith(".prom")) {
      throw new UsageException(
          "--textfile " + file + ": node_exporter reads only files named *.prom");
    }
    regionsFile = arguments.file(Flag.REGIONS_FILE);
    interval = arguments.number(Flag.TEXTFILE_INTERVAL);
    if (interval.orElse(1) < 1) {
      throw new UsageException(
          "--textfile.interval takes 1 or more seconds, not " + interval.getAsInt());
    }
    arguments
        .firstBut(GO_WITH_IT)
        .ifPresent(
            flag -> {
              throw new UsageException(
                  "--textfile writes a file and serves nothing, so it excludes " + flag);
            });
  }

  /**
   * Writes the file once, or again and again if there is an interval.
   *
   * @param asGuest whether the writer must not keep the JVM running
   */
  void start(Regions regions, boolean asGuest) throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    ConfigFiles files = new ConfigFiles();
    registry.register(
        new DaxKmemCollector(
            regions,
            ConfigurationException.orThrow(() -> RegionsFile.of(regionsFile, false, files))));
    new ConfigMetrics(files).register(registry);
    BuildInfo.read().register(registry);
    Textfile textfile = new Textfile(file, registry);
    try {
      textfile.write();
    } catch (FileSystemException e) {
      throw new IOException("cannot write the textfile " + file + ": " + ErrorText.reason(e), e);
    }
    warnIfOthersCannotRead();
    if (interval.isPresent()) {
      Duration pause = Duration.ofSeconds(interval.getAsInt());
      Thread loop = new Thread(new TextfileLoop(textfile, pause), "textfile");
      loop.setDaemon(asGuest);
      loop.start();
    }
  }

  private void warnIfOthersCannotRead() {
    try {
      if (!Files.getPosixFilePermissions(file, NOFOLLOW_LINKS).contains(OTHERS_READ)) {
        LOG.warn(
            "others cannot read the textfile, because the umask forbids it: start with umask 022",
            field("file", file));
      }
    } catch (IOException e) {
      LOG.debug("the textfile was taken away at once", field("error", e));
    }
  }
}
