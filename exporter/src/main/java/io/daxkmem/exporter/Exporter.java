package io.daxkmem.exporter;

import static io.daxkmem.log.Field.field;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.daxkmem.exporter.jolokia.JolokiaAgent;
import io.daxkmem.exporter.jolokia.RequestCaller;
import io.daxkmem.exporter.log.AddressText;
import io.daxkmem.exporter.metrics.ConfigMetrics;
import io.daxkmem.exporter.metrics.DaxKmemCollector;
import io.daxkmem.exporter.metrics.OperationMetrics;
import io.daxkmem.exporter.metrics.WithoutDeadlocks;
import io.daxkmem.exporter.web.About;
import io.daxkmem.exporter.web.LandingPage;
import io.daxkmem.exporter.web.WebServer;
import io.daxkmem.log.Log;
import io.daxkmem.mbeans.RegionMBeans;
import io.daxkmem.mbeans.operation.RegionFollower;
import io.daxkmem.mbeans.operation.WantedStateApplier;
import io.daxkmem.region.Regions;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.MBeanServer;

/** Serves the metrics, MBeans and Jolokia of one set of regions. */
final class Exporter implements AutoCloseable {
  private static final Log LOG = new Log(Exporter.class);
  private static final String ON = "on";
  private static final String OFF = "off";

  private final long started = System.nanoTime();
  private final Settings settings;
  private final Regions regions;
  private final BuildInfo build;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final NotifiedChanges changes;
  private final Optional<WantedStateApplier> applier;
  private final RegionMBeans mbeans;
  private final Optional<JolokiaAgent> jolokia;
  private final WebServer web;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Starts the metrics first, because the platform's MBeans and Jolokia take longest to start.
   *
   * @param regions of the kernel, real or simulated
   * @throws IOException if it cannot listen on an address, or the JVM has another exporter; then
   *     nothing is served
   */
  Exporter(Settings settings, Regions regions, BuildInfo build, Place place) throws IOException {
    this.settings = settings;
    this.regions = regions;
    this.build = build;
    registry.register(new DaxKmemCollector(regions, settings.wanted()));
    build.register(registry);
    new ConfigMetrics(settings.files()).register(registry);
    changes = new NotifiedChanges();
    web =
        new WebServer(
            settings.web(),
            settings.webConfig(),
            settings.metricsPath(),
            registry,
            new LandingPage(
                regions,
                settings.wanted(),
                changes,
                settings.metricsPath(),
                new About(build.version(), HostName.read())),
            place.clients());
    LOG.debug("metrics served", field("path", settings.metricsPath()));
    MBeanServer mbeanServer = place.mbeanServer();
    changes.listen(mbeanServer);
    applier =
        settings
            .settled()
            .map(settled -> new WantedStateApplier(regions, settings.wanted(), settled));
    RequestCaller caller = new RequestCaller(settings.access());
    mbeans =
        new RegionMBeans(
            mbeanServer,
            regions,
            settings.wanted(),
            applier.<RegionFollower>map(follower -> follower).orElse(present -> {}),
            caller,
            settings.audit(),
            new OperationMetrics(
                registry,
                settings.access().operations() ? () -> operable(regions) : Optional::empty));
    try {
      startMBeans();
      jolokia = startJolokia(settings, caller);
    } catch (IOException | RuntimeException | Error e) {
      applier.ifPresent(WantedStateApplier::close);
      mbeans.close();
      changes.close();
      web.close();
      throw e;
    }
  }

  private void startMBeans() throws IOException {
    try {
      mbeans.start();
    } catch (IllegalStateException e) {
      throw new IOException(
          "this JVM has an exporter of dax regions already, and can have only one: remove the other"
              + " -javaagent",
          e);
    }
    LOG.debug("MBeans registered");
  }

  private static Optional<List<String>> operable(Regions regions) {
    try {
      return Optional.of(regions.kmemDevices());
    } catch (IOException e) {
      // dax_kmem_scrape_errors_total counts this
      return Optional.empty();
    }
  }

  private static Optional<JolokiaAgent> startJolokia(Settings settings, RequestCaller caller)
      throws IOException {
    return settings.jolokia().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JolokiaAgent(
                settings.jolokia().get(), settings.jolokiaConfig(), settings.access(), caller));
  }

  /** Logs what was started, and which rights or kernel features are missing. */
  void logStart() {
    KernelSummary kernel = KernelSummary.of(regions);
    LOG.info(
        "dax-kmem-exporter started",
        field("version", build.version()),
        field("kernel_interface", kernel.interfaces()),
        field("web", AddressText.of(webAddress())),
        field("tls", settings.webConfig().get().tls().isPresent() ? ON : OFF),
        field("jolokia", jolokiaAddress().map(AddressText::of).orElse(OFF)),
        field("control", settings.access().operations() ? ON : OFF));
    if (!kernel.hasBus()) {
      LOG.warn("this kernel has no dax bus, so there are no regions", field("missing", "bus/dax"));
    }
    if (!kernel.unseen().isEmpty()) {
      LOG.warn(
          "cannot see the addresses and memory blocks of regions: run as root, or grant the right",
          field("missing", "CAP_DAC_READ_SEARCH"),
          field("devices", String.join(",", kernel.unseen())));
    }
  }

  /** Adds client_java's {@code process_*} and {@code jvm_*} metrics, without deadlocks. */
  void registerJvmMetrics() {
    JvmMetrics.builder().register(new WithoutDeadlocks(registry));
  }

  /** The address of the metrics. */
  InetSocketAddress webAddress() {
    return web.address();
  }

  /** The address of Jolokia; empty if it is off. */
  Optional<InetSocketAddress> jolokiaAddress() {
    return jolokia.map(JolokiaAgent::address);
  }

  /** The second time, it does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    jolokia.ifPresent(JolokiaAgent::close);
    // before the MBeans stop its operation, which it would try again
    applier.ifPresent(WantedStateApplier::close);
    mbeans.close();
    changes.close();
    web.close();
    LOG.info(
        "dax-kmem-exporter stopped",
        field("seconds", NANOSECONDS.toMillis(System.nanoTime() - started) / 1e3));
  }
}
