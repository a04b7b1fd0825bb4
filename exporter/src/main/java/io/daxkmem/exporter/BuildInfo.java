package io.daxkmem.exporter;

import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/**
 * Version of this exporter and of Java.
 *
 * @param version its version in Maven
 * @param java the version of the Java runtime it runs on
 */
record BuildInfo(String version, String java) {

  static BuildInfo read() {
    Properties build = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(build.getProperty("version"), Runtime.version().toString());
  }

  void register(PrometheusRegistry registry) {
    Info.builder()
        .name("dax_kmem_exporter_build_info")
        .help("The version of this exporter and of the Java runtime it runs on.")
        .labelNames("version", "java")
        .register(registry)
        .setLabelValues(version, java);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "dax-kmem-exporter %s (Java %s)", version, java);
  }
}
