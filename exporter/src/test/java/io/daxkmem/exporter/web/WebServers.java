package io.daxkmem.exporter.web;

import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.region.Regions;
import io.daxkmem.region.wanted.WantedStates;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Starts web servers of version 1.2.3 on host-1, with the metrics at {@code /metrics}. */
final class WebServers {
  private WebServers() {}

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static WebServer start(
      InetSocketAddress address,
      Supplier<WebConfig> config,
      PrometheusRegistry registry,
      Regions regions,
      ClientLimits limits)
      throws IOException {
    return new WebServer(
        address,
        config,
        "/metrics",
        registry,
        new LandingPage(
            regions, WantedStates::none, new NoChanges(), "/metrics", new About("1.2.3", "host-1")),
        limits);
  }
}
