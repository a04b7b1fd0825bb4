package io.daxkmem.exporter;

import io.daxkmem.exporter.jolokia.Access;
import io.daxkmem.exporter.web.config.WebConfig;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the exporter is asked to do.
 *
 * @param web where the metrics are served
 * @param webConfig who may ask there, and how, at any moment
 * @param metricsPath the path they are served under
 * @param jolokia where Jolokia is served, if at all
 * @param access who may do what by Jolokia
 * @param audit takes a line for each operation
 */
record Settings(
    InetSocketAddress web,
    Supplier<WebConfig> webConfig,
    String metricsPath,
    Optional<InetSocketAddress> jolokia,
    Access access,
    Consumer<String> audit) {}
