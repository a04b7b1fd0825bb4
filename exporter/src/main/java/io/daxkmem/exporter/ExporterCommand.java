package io.daxkmem.exporter;

import io.daxkmem.exporter.jolokia.Access;
import io.daxkmem.exporter.jolokia.Credentials;
import io.daxkmem.exporter.jolokia.PasswordFile;
import io.daxkmem.exporter.log.LogFormat;
import io.daxkmem.exporter.log.LogLevel;
import io.daxkmem.exporter.log.Logging;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.Textfile;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.config.WebConfigFile;
import io.daxkmem.mbeans.AuditFile;
import io.daxkmem.region.HostSysfs;
import io.daxkmem.region.Procfs;
import io.daxkmem.region.Regions;
import io.daxkmem.region.SimulatedSysfs;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what it may say, what of that is refused, and what is started for it. */
@Command(
    name = "dax-kmem-exporter",
    description = "Exports the state of dax regions used as ordinary memory to Prometheus.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class ExporterCommand implements Callable<Integer> {

  /** Where the exporter runs. */
  enum Place {
    OWN_PROCESS,
    /** Its logging is its own. */
    ANOTHER_PROGRAM
  }

  private static final Path PROCFS = Path.of("/proc");
  private static final int MOST_SIMULATED = 1024;

  @Option(
      names = "--web.listen-address",
      paramLabel = "HOST:PORT",
      converter = ListenAddress.class,
      defaultValue = "0.0.0.0:10140",
      description = "Serve the metrics there. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress web = new InetSocketAddress(0);

  @Option(
      names = "--web.telemetry-path",
      paramLabel = "PATH",
      defaultValue = "/metrics",
      description = "Serve the metrics under this path. Default: ${DEFAULT-VALUE}")
  private String metricsPath = "";

  @Option(
      names = "--web.config.file",
      paramLabel = "FILE",
      description =
          "Serve the metrics with the TLS, users and headers of this file, in the format that"
              + " Prometheus exporters share.")
  private @Nullable Path webConfigFile;

  @Option(
      names = "--path.sysfs",
      paramLabel = "DIRECTORY",
      defaultValue = "/sys",
      description = "Where sysfs is mounted. Default: ${DEFAULT-VALUE}")
  private Path sysfs = Path.of("");

  @Option(
      names = "--simulate",
      arity = "0..1",
      paramLabel = "REGIONS",
      fallbackValue = "2",
      description =
          "Show a simulated kernel with so many regions of 1 GiB (2 if no number is given), not"
              + " this machine's.")
  private @Nullable Integer simulate;

  @Option(
      names = "--jolokia.enabled",
      description = "Serve the MBeans of regions by Jolokia, for reading.")
  private boolean jolokiaEnabled;

  @Option(
      names = "--jolokia.listen-address",
      paramLabel = "HOST:PORT",
      converter = ListenAddress.class,
      defaultValue = "127.0.0.1:8778",
      description = "Serve Jolokia there; a loopback address. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress jolokia = new InetSocketAddress(0);

  @Option(
      names = "--jolokia.allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Let in requests of the web pages of this origin, as http://127.0.0.1:8080, where Hawtio is"
              + " served for instance; without it no web page's.")
  private @Nullable String allowedOrigin;

  @Option(
      names = "--control.enabled",
      description =
          "Allow operations that change regions, by Jolokia and with a password; without it Jolokia"
              + " refuses them.")
  private boolean controlEnabled;

  @Option(
      names = "--control.user",
      paramLabel = "NAME",
      defaultValue = "operator",
      description = "Who may read and ask for operations. Default: ${DEFAULT-VALUE}")
  private String controlUser = "";

  @Option(
      names = "--control.password-file",
      paramLabel = "FILE",
      description =
          "Holds the password for operations as its only line; nobody but its owner may have rights"
              + " to it.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--viewer.user",
      paramLabel = "NAME",
      defaultValue = "viewer",
      description = "Who may read by Jolokia and change nothing. Default: ${DEFAULT-VALUE}")
  private String viewerUser = "";

  @Option(
      names = "--viewer.password-file",
      paramLabel = "FILE",
      description =
          "Holds the viewer's password as its only line. Without it everybody on this machine may"
              + " read, or with --control.enabled the operator alone.")
  private @Nullable Path viewerPasswordFile;

  @Option(
      names = "--audit.file",
      paramLabel = "FILE",
      description = "Append a line of JSON for each operation that was asked for, done or not.")
  private @Nullable Path auditFile;

  @Option(
      names = "--textfile",
      paramLabel = "FILE",
      description =
          "Write the metrics to this file, for node_exporter's textfile collector, instead of"
              + " serving them: once, unless --textfile.interval is given.")
  private @Nullable Path textfile;

  @Option(
      names = "--textfile.interval",
      paramLabel = "SECONDS",
      description = "Write the file again every so many seconds, and never end.")
  private @Nullable Integer textfileInterval;

  @Option(
      names = "--log.level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "debug, info, warn or error. Default: ${DEFAULT-VALUE}")
  private LogLevel logLevel = LogLevel.INFO;

  @Option(
      names = "--log.format",
      paramLabel = "FORMAT",
      defaultValue = "logfmt",
      description = "logfmt or json. Default: ${DEFAULT-VALUE}")
  private LogFormat logFormat = LogFormat.LOGFMT;

  @Spec private @Nullable CommandSpec spec;

  private final Place place;

  ExporterCommand(Place place) {
    this.place = place;
  }

  @Override
  public Integer call() throws IOException {
    Regions regions = regions();
    if (textfile != null || textfileInterval != null) {
      writeTextfile(regions);
      return 0;
    }
    Settings settings = settings();
    startLogging();
    Exporter exporter = new Exporter(settings, regions, BuildInfo.read());
    Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "shutdown"));
    return 0;
  }

  private void startLogging() {
    if (place == Place.OWN_PROCESS) {
      Logging.start(logLevel.level(), logFormat.formatter());
    } else if (isGiven("--log.level") || isGiven("--log.format")) {
      throw refused("--log.level and --log.format: an agent logs as its application does");
    }
  }

  private void writeTextfile(Regions regions) throws IOException {
    if (textfile == null) {
      throw refused("--textfile.interval needs --textfile FILE");
    }
    if (!textfile.toString().endsWith(".prom")) {
      throw refused("--textfile " + textfile + ": node_exporter reads only files named *.prom");
    }
    if (textfileInterval != null && textfileInterval < 1) {
      throw refused("--textfile.interval takes 1 or more seconds, not " + textfileInterval);
    }
    if (commandSpec().commandLine().getParseResult().matchedOptions().stream()
        .anyMatch(option -> option.longestName().matches("--(web|jolokia|control|viewer)\\..*"))) {
      throw refused("--textfile serves nothing, so that no option of a server goes with it");
    }
    startLogging();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new DaxKmemCollector(regions));
    BuildInfo.read().register(registry);
    Textfile file = new Textfile(textfile, registry);
    try {
      file.write();
    } catch (FileSystemException e) {
      throw new FileSystemException("cannot write the textfile " + textfile + ": " + e);
    }
    if (textfileInterval != null) {
      Thread loop =
          new Thread(new TextfileLoop(file, Duration.ofSeconds(textfileInterval)), "textfile");
      loop.setDaemon(place == Place.ANOTHER_PROGRAM);
      loop.start();
    }
  }

  private Regions regions() {
    if (simulate == null) {
      if (!Files.isDirectory(sysfs)) {
        throw refused("--path.sysfs " + sysfs + ": there is no such directory");
      }
      return new Regions(new HostSysfs(sysfs), new Procfs(PROCFS));
    }
    if (isGiven("--path.sysfs")) {
      throw refused("--simulate and --path.sysfs exclude each other");
    }
    if (simulate < 0 || simulate > MOST_SIMULATED) {
      throw refused("--simulate takes 0 to " + MOST_SIMULATED + " regions, not " + simulate);
    }
    return new Regions(new SimulatedSysfs(simulate));
  }

  private Settings settings() throws IOException {
    if (!metricsPath.startsWith("/")) {
      throw refused("--web.telemetry-path " + metricsPath + " does not start with /");
    }
    Access access = new Access(control(), viewer(), origin());
    boolean serveJolokia = jolokiaEnabled || access.operator().isPresent();
    if (isGiven("--jolokia.listen-address") && !serveJolokia) {
      throw refused("--jolokia.listen-address needs --jolokia.enabled or --control.enabled");
    }
    if (access.origin().isPresent() && !serveJolokia) {
      throw refused("--jolokia.allow-origin needs --jolokia.enabled or --control.enabled");
    }
    if (access.viewer().isPresent() && !serveJolokia) {
      throw refused("--viewer.password-file needs --jolokia.enabled or --control.enabled");
    }
    if (access.viewer().isPresent() && viewerUser.equals(controlUser)) {
      throw refused("--viewer.user and --control.user must have different names");
    }
    if (serveJolokia && !jolokia.getAddress().isLoopbackAddress()) {
      throw refused(
          "--jolokia.listen-address must be a loopback address, as 127.0.0.1:8778: passwords and"
              + " operations would cross the network unencrypted");
    }
    return new Settings(
        web,
        webConfig(),
        metricsPath,
        serveJolokia ? Optional.of(jolokia) : Optional.empty(),
        access,
        audit());
  }

  private Supplier<WebConfig> webConfig() throws IOException {
    if (webConfigFile == null) {
      WebConfig open = WebConfig.open();
      return () -> open;
    }
    return new WebConfigFile(webConfigFile);
  }

  private Optional<Credentials> control() throws IOException {
    if (!controlEnabled) {
      if (passwordFile != null || isGiven("--control.user")) {
        throw refused("--control.user and --control.password-file need --control.enabled");
      }
      return Optional.empty();
    }
    if (passwordFile == null) {
      throw refused("--control.enabled needs --control.password-file FILE");
    }
    return Optional.of(credentials("--control.user", controlUser, passwordFile));
  }

  private Optional<Credentials> viewer() throws IOException {
    if (viewerPasswordFile == null) {
      if (isGiven("--viewer.user")) {
        throw refused("--viewer.user needs --viewer.password-file FILE");
      }
      return Optional.empty();
    }
    return Optional.of(credentials("--viewer.user", viewerUser, viewerPasswordFile));
  }

  private Optional<String> origin() {
    if (allowedOrigin != null && !allowedOrigin.matches("https?://[^/?#@\\s]+")) {
      throw refused(
          "--jolokia.allow-origin '%s' is not an origin as http://127.0.0.1:8080, without a path"
              .formatted(allowedOrigin));
    }
    return Optional.ofNullable(allowedOrigin);
  }

  private Credentials credentials(String option, String user, Path file) throws IOException {
    if (user.isEmpty() || user.contains(":")) {
      throw refused(option + " must have a name without a colon");
    }
    return new Credentials(user, PasswordFile.read(file));
  }

  private Consumer<String> audit() throws IOException {
    if (auditFile == null) {
      return line -> {};
    }
    try {
      return new AuditFile(auditFile);
    } catch (IOException e) {
      throw new FileSystemException("cannot write the audit file " + auditFile);
    }
  }

  private boolean isGiven(String option) {
    return commandSpec().commandLine().getParseResult().hasMatchedOption(option);
  }

  private ParameterException refused(String message) {
    return new ParameterException(commandSpec().commandLine(), message);
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec);
  }
}
