package io.daxkmem.exporter.metrics;

import io.daxkmem.exporter.reload.ConfigFiles;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Shows of each configuration file whether what it says is in force, as Prometheus does. */
public record ConfigMetrics(ConfigFiles files) {

  /** Reads a file again at a scrape if it has changed. */
  public void register(PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("dax_kmem_exporter_config_last_reload_successful")
        .help(
            "Whether this configuration file could be used when it was read last: 1, or 0 if what"
                + " was read before is still in force.")
        .labelNames("config")
        .callback(
            callback -> files.forEach((name, isCurrent) -> callback.call(isCurrent ? 1 : 0, name)))
        .register(registry);
  }
}
