package io.daxkmem.exporter;

import static io.daxkmem.exporter.ConfigurationException.orThrow;
import static java.util.function.Predicate.not;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.access.PasswordFiles;
import io.daxkmem.exporter.cli.Arguments;
import io.daxkmem.exporter.cli.Flag;
import io.daxkmem.exporter.cli.UsageException;
import io.daxkmem.exporter.jolokia.SafeConfig;
import io.daxkmem.exporter.log.ErrorText;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.wanted.RegionsFile;
import io.daxkmem.exporter.wanted.SettledOption;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.exporter.web.config.WebConfigFile;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.AuditFile;
import io.daxkmem.mbeans.operation.WantedStateApplier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the settings from a command line, and refuses combinations that make no sense. */
final class SettingsReader {
  private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+");

  private final Arguments arguments;
  private final ConfigFiles files = new ConfigFiles();

  SettingsReader(Arguments arguments) {
    this.arguments = arguments;
  }

  Settings read() throws IOException {
    InetSocketAddress web = arguments.address(Flag.WEB_LISTEN_ADDRESS);
    String metricsPath = arguments.text(Flag.WEB_TELEMETRY_PATH);
    if (!metricsPath.startsWith("/")) {
      throw new UsageException("--web.telemetry-path " + metricsPath + " does not start with /");
    }
    if (metricsPath.startsWith("/-/")) {
      throw new UsageException(
          "--web.telemetry-path " + metricsPath + ": paths below /-/ are the exporter's own");
    }
    Access access = orThrow(this::access);
    Optional<InetSocketAddress> jolokia = jolokia(access);
    SettledOption settled = new SettledOption(arguments);
    return new Settings(
        web,
        orThrow(this::webConfig),
        metricsPath,
        orThrow(() -> RegionsFile.of(arguments.file(Flag.REGIONS_FILE), settled.isOn(), files)),
        jolokia,
        orThrow(() -> jolokiaConfig(jolokia, access)),
        access,
        audit(),
        orThrow(settled::read),
        files);
  }

  private Supplier<WebConfig> webConfig() throws IOException {
    Optional<Path> file = arguments.file(Flag.WEB_CONFIG_FILE);
    return file.isEmpty() ? open() : followed("web", new WebConfigFile(file.get()));
  }

  private Supplier<WebConfig> jolokiaConfig(Optional<InetSocketAddress> address, Access access)
      throws IOException {
    Optional<Path> file = arguments.file(Flag.JOLOKIA_CONFIG_FILE);
    return file.isEmpty() || address.isEmpty()
        ? open()
        : followed("jolokia", new WebConfigFile(file.get(), new SafeConfig(address.get(), access)));
  }

  private WebConfigFile followed(String name, WebConfigFile file) {
    files.add(name, file::isCurrent);
    return file;
  }

  private static Supplier<WebConfig> open() {
    WebConfig open = WebConfig.open();
    return () -> open;
  }

  private Optional<InetSocketAddress> jolokia(Access access) {
    InetSocketAddress address = arguments.address(Flag.JOLOKIA_LISTEN_ADDRESS);
    if (!arguments.has(Flag.JOLOKIA_ENABLED) && !access.operations()) {
      needsJolokia(Flag.JOLOKIA_LISTEN_ADDRESS);
      needsJolokia(Flag.JOLOKIA_CONFIG_FILE);
      needsJolokia(Flag.JOLOKIA_ALLOW_ORIGIN);
      needsJolokia(Flag.VIEWER_PASSWORD_FILE);
      return Optional.empty();
    }
    if (!address.getAddress().isLoopbackAddress() && !arguments.has(Flag.JOLOKIA_CONFIG_FILE)) {
      throw new UsageException(
          "--jolokia.listen-address must be a loopback address, as 127.0.0.1:8778, because"
              + " passwords and operations would cross the network unencrypted: or give"
              + " --jolokia.config.file with TLS, and passwords or clients' certificates");
    }
    return Optional.of(address);
  }

  private void needsJolokia(Flag flag) {
    if (arguments.has(flag)) {
      throw new UsageException(flag + " needs --jolokia.enabled or --control.enabled");
    }
  }

  private Access access() throws IOException {
    Optional<Path> operator = control();
    Optional<Path> viewer = viewer();
    PasswordFiles passwords = new PasswordFiles(operator, viewer);
    if (operator.isPresent() || viewer.isPresent()) {
      files.add("passwords", passwords::isCurrent);
    }
    return new Access(
        arguments.has(Flag.CONTROL_ENABLED),
        passwords.operator(arguments.text(Flag.CONTROL_USER)),
        passwords.viewer(arguments.text(Flag.VIEWER_USER)),
        origin());
  }

  /** The operator's password file; empty if there is no operator. */
  private Optional<Path> control() {
    Optional<Path> password = arguments.file(Flag.CONTROL_PASSWORD_FILE);
    if (!arguments.has(Flag.CONTROL_ENABLED)) {
      if (password.isPresent() || arguments.has(Flag.CONTROL_USER)) {
        throw new UsageException(
            "--control.user and --control.password-file need --control.enabled");
      }
      return Optional.empty();
    }
    if (password.isEmpty()) {
      if (arguments.has(Flag.CONTROL_USER)) {
        throw new UsageException("--control.user needs --control.password-file FILE");
      }
      if (!arguments.has(Flag.JOLOKIA_CONFIG_FILE)) {
        throw new UsageException(
            "--control.enabled needs --control.password-file FILE, or --jolokia.config.file FILE"
                + " with an operator");
      }
      return Optional.empty();
    }
    checkName(Flag.CONTROL_USER);
    return password;
  }

  /** The viewer's password file; empty if there is no viewer. */
  private Optional<Path> viewer() {
    Optional<Path> password = arguments.file(Flag.VIEWER_PASSWORD_FILE);
    if (password.isEmpty()) {
      if (arguments.has(Flag.VIEWER_USER)) {
        throw new UsageException("--viewer.user needs --viewer.password-file FILE");
      }
      return Optional.empty();
    }
    if (arguments.has(Flag.CONTROL_ENABLED)
        && arguments.text(Flag.VIEWER_USER).equals(arguments.text(Flag.CONTROL_USER))) {
      throw new UsageException("--viewer.user and --control.user must have different names");
    }
    checkName(Flag.VIEWER_USER);
    return password;
  }

  private void checkName(Flag flag) {
    String user = arguments.text(flag);
    if (user.isEmpty() || user.contains(":")) {
      throw new UsageException(flag + " must have a name without a colon");
    }
    if (user.equals(WantedStateApplier.USER)) {
      throw new UsageException(
          flag + " must have another name: the audit names --regions.file like this");
    }
  }

  private Optional<String> origin() {
    Optional<String> origin = arguments.given(Flag.JOLOKIA_ALLOW_ORIGIN);
    origin
        .filter(not(ORIGIN.asMatchPredicate()))
        .ifPresent(
            text -> {
              throw new UsageException(
                  String.format(
                      Locale.ROOT,
                      "--jolokia.allow-origin '%s' is not an origin as http://127.0.0.1:8080, without a path",
                      text));
            });
    return origin;
  }

  private Audit audit() throws IOException {
    Optional<Path> file = arguments.file(Flag.AUDIT_FILE);
    boolean required = arguments.has(Flag.AUDIT_REQUIRED);
    if (file.isEmpty()) {
      if (required) {
        throw new UsageException("--audit.required needs --audit.file FILE");
      }
      return new Audit();
    }
    try {
      return new Audit(new AuditFile(file.get()), required);
    } catch (IOException e) {
      throw new IOException(
          "cannot write the audit file " + file.get() + ": " + ErrorText.reason(e), e);
    }
  }
}
