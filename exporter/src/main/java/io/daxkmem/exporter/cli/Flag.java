package io.daxkmem.exporter.cli;

import org.jspecify.annotations.Nullable;

/** The flags, and what {@code --help} says of them. */
public enum Flag {
  WEB_LISTEN_ADDRESS(
      "web.listen-address", "HOST:PORT", "0.0.0.0:10140", "Serve the metrics there."),
  WEB_TELEMETRY_PATH(
      "web.telemetry-path", "PATH", "/metrics", "Serve the metrics under this path."),
  WEB_CONFIG_FILE(
      "web.config.file",
      "FILE",
      null,
      "Serve the metrics with the TLS, users and headers of this file, in the format that"
          + " Prometheus exporters share."),
  PATH_SYSFS("path.sysfs", "DIRECTORY", "/sys", "Where sysfs is mounted."),
  SIMULATE(
      "simulate",
      "REGIONS",
      null,
      "Show a simulated kernel with so many regions of 1 GiB (2 if no number is given), not this"
          + " machine's."),
  JOLOKIA_ENABLED("jolokia.enabled", "Serve the MBeans of regions by Jolokia, for reading."),
  JOLOKIA_LISTEN_ADDRESS(
      "jolokia.listen-address",
      "HOST:PORT",
      "127.0.0.1:8778",
      "Serve Jolokia there; a loopback address."),
  JOLOKIA_ALLOW_ORIGIN(
      "jolokia.allow-origin",
      "ORIGIN",
      null,
      "Let in requests of the web pages of this origin, as http://127.0.0.1:8080, where Hawtio is"
          + " served for instance; without it no web page's."),
  CONTROL_ENABLED(
      "control.enabled",
      "Allow operations that change regions, by Jolokia and with a password; without it Jolokia"
          + " refuses them."),
  CONTROL_USER("control.user", "NAME", "operator", "Who may read and ask for operations."),
  CONTROL_PASSWORD_FILE(
      "control.password-file",
      "FILE",
      null,
      "Holds the password for operations as its only line; nobody but its owner may have rights to"
          + " it."),
  VIEWER_USER("viewer.user", "NAME", "viewer", "Who may read by Jolokia and change nothing."),
  VIEWER_PASSWORD_FILE(
      "viewer.password-file",
      "FILE",
      null,
      "Holds the viewer's password as its only line. Without it everybody on this machine may"
          + " read, or with --control.enabled the operator alone."),
  AUDIT_FILE(
      "audit.file",
      "FILE",
      null,
      "Append a line of JSON for each operation that was asked for, done or not."),
  TEXTFILE(
      "textfile",
      "FILE",
      null,
      "Write the metrics to this file, for node_exporter's textfile collector, instead of serving"
          + " them: once, unless --textfile.interval is given."),
  TEXTFILE_INTERVAL(
      "textfile.interval",
      "SECONDS",
      null,
      "Write the file again every so many seconds, and never end."),
  LOG_LEVEL("log.level", "LEVEL", "info", "debug, info, warn or error."),
  LOG_FORMAT("log.format", "FORMAT", "logfmt", "logfmt or json."),
  HELP("help", "Show this help and end."),
  VERSION("version", "Show the version and end.");

  private final String longName;
  private final @Nullable String valueName;
  private final @Nullable String defaultValue;
  private final String description;

  /** One without a value. */
  Flag(String longName, String description) {
    this(longName, null, null, description);
  }

  Flag(
      String longName,
      @Nullable String valueName,
      @Nullable String defaultValue,
      String description) {
    this.longName = longName;
    this.valueName = valueName;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  /** Without the dashes before it. */
  public String longName() {
    return longName;
  }

  @Nullable String valueName() {
    return valueName;
  }

  @Nullable String defaultValue() {
    return defaultValue;
  }

  String description() {
    return defaultValue == null ? description : description + " Default: " + defaultValue;
  }

  /** As people write it: {@code --path.sysfs}. */
  @Override
  public String toString() {
    return "--" + longName;
  }
}
