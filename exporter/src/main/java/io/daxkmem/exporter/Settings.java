package io.daxkmem.exporter;

import io.daxkmem.exporter.jolokia.Credentials;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What the exporter is asked to do.
 *
 * @param web where the metrics are served
 * @param metricsPath the path they are served under
 * @param jolokia where Jolokia is served, if at all
 * @param control who may ask for operations, if anybody
 */
record Settings(
    InetSocketAddress web,
    String metricsPath,
    Optional<InetSocketAddress> jolokia,
    Optional<Credentials> control) {}
