package io.daxkmem.exporter;

import io.prometheus.metrics.config.PrometheusProperties;
import java.util.Locale;

/** The configuration of client_java, the library that makes the metrics. */
final class ClientJavaProperties {
  private ClientJavaProperties() {}

  /**
   * Call before anything else of client_java is used, which would fail without saying why.
   *
   * @throws ConfigurationException if it cannot be used
   */
  static void check() throws ConfigurationException {
    try {
      var unused = PrometheusProperties.get();
    } catch (LinkageError | RuntimeException e) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "client_java, which makes the metrics, cannot be configured: %s. Correct or remove"
                  + " that where it is set: in the environment (IO_PROMETHEUS_... or"
                  + " PROMETHEUS_CONFIG), as a Java property (-Dio.prometheus... or"
                  + " -Dprometheus.config), or in the file that one of these names",
              reason(e)),
          e);
    }
  }

  /** The messages of all causes, as the first one names the file and the last one what it is. */
  private static String reason(Throwable failure) {
    StringBuilder reason = new StringBuilder();
    for (Throwable one = failure; one != null; one = one.getCause()) {
      String text = one.getMessage();
      if (text != null && reason.indexOf(text) < 0) {
        reason.append(reason.length() == 0 ? "" : ": ").append(text);
      }
    }
    return reason.toString();
  }
}
