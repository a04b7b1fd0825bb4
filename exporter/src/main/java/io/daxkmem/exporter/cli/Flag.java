package io.daxkmem.exporter.cli;

import org.jspecify.annotations.Nullable;

/** The flags and their help. */
public enum Flag {
  WEB_LISTEN_ADDRESS(
      "web.listen-address", "HOST:PORT", "0.0.0.0:10140", "Address to serve the metrics on."),
  WEB_TELEMETRY_PATH("web.telemetry-path", "PATH", "/metrics", "Path of the metrics."),
  WEB_CONFIG_FILE(
      "web.config.file",
      "FILE",
      null,
      "File with TLS, users and headers for the metrics, in the format that Prometheus exporters"
          + " share."),
  PATH_SYSFS("path.sysfs", "DIRECTORY", "/sys", "Where sysfs is mounted."),
  PATH_PROCFS("path.procfs", "DIRECTORY", "/proc", "Where procfs is mounted."),
  SIMULATE(
      "simulate",
      "REGIONS",
      null,
      "Show simulated regions of 1 GiB, 2 if no number is given, instead of this machine's."),
  SIMULATE_KERNEL(
      "simulate.kernel",
      "KERNEL",
      "patched",
      "Kernel to simulate: patched, or mainline since 7.3."),
  REGIONS_FILE(
      "regions.file",
      "FILE",
      null,
      "File with the state that each region should have, to show whether it has it. A line has a"
          + " region and a state, as in dax0.0 online_movable. With --control.enabled each region is"
          + " brought to its state once, at boot or when its device comes."),
  REGIONS_SETTLED_FILE(
      "regions.settled-file",
      "FILE",
      "/run/dax-kmem/settled",
      "File to remember in which regions are not brought to their state again until the next"
          + " boot."),
  JOLOKIA_ENABLED("jolokia.enabled", "Serve the regions' MBeans through Jolokia, for reading."),
  JOLOKIA_LISTEN_ADDRESS(
      "jolokia.listen-address",
      "HOST:PORT",
      "127.0.0.1:8778",
      "Address to serve Jolokia on; other than loopback needs --jolokia.config.file."),
  JOLOKIA_CONFIG_FILE(
      "jolokia.config.file",
      "FILE",
      null,
      "File with TLS, users and roles for Jolokia, in the format of --web.config.file."),
  JOLOKIA_ALLOW_ORIGIN(
      "jolokia.allow-origin",
      "ORIGIN",
      null,
      "Accept requests of web pages of this origin, such as Hawtio's, http://127.0.0.1:8080."
          + " Without it requests of all web pages are refused."),
  CONTROL_ENABLED("control.enabled", "Serve Jolokia, and allow an operator to change regions."),
  CONTROL_USER("control.user", "NAME", "operator", "User that may run operations."),
  CONTROL_PASSWORD_FILE(
      "control.password-file",
      "FILE",
      null,
      "File with the operator's password as its only line, accessible to its owner only, or readable"
          + " by a group of the exporter."),
  VIEWER_USER(
      "viewer.user",
      "NAME",
      "viewer",
      "User that may read through Jolokia, but not change regions."),
  VIEWER_PASSWORD_FILE(
      "viewer.password-file",
      "FILE",
      null,
      "File with the viewer's password as its only line. Without it everybody on this machine may"
          + " read, or with --control.enabled only the operator."),
  AUDIT_FILE(
      "audit.file",
      "FILE",
      null,
      "File to append a line of JSON to for each operation requested, done or not."),
  AUDIT_REQUIRED(
      "audit.required",
      "Refuse an operation, before anything changes, if it cannot be written to the audit file."),
  TEXTFILE(
      "textfile",
      "FILE",
      null,
      "Write the metrics to this file, for node_exporter's textfile collector, instead of serving"
          + " them, and end, unless --textfile.interval is given."),
  TEXTFILE_INTERVAL(
      "textfile.interval", "SECONDS", null, "Rewrite the file at this interval, and do not end."),
  LOG_LEVEL("log.level", "LEVEL", "info", "debug, info, warn or error."),
  LOG_FORMAT("log.format", "FORMAT", "logfmt", "logfmt or json."),
  HELP("help", "Show this help and end."),
  VERSION("version", "Show the version and end.");

  private final String longName;
  private final @Nullable String valueName;
  private final @Nullable String defaultValue;
  private final String description;

  /** A flag without a value. */
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

  /** The name without its leading dashes. */
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

  /** The name as on a command line: {@code --path.sysfs}. */
  @Override
  public String toString() {
    return "--" + longName;
  }
}
