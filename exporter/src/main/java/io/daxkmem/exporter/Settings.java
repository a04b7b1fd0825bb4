package io.daxkmem.exporter;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.operation.Audit;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The exporter's configuration.
 *
 * @param web address of the metrics
 * @param webConfig TLS, users and headers of the metrics, as they are now
 * @param metricsPath path of the metrics
 * @param jolokia address of Jolokia; empty if it is off
 * @param jolokiaConfig TLS, users, roles and headers of Jolokia, as they are now
 * @param access users of Jolokia that have a password file
 * @param audit records each operation
 */
record Settings(
    InetSocketAddress web,
    Supplier<WebConfig> webConfig,
    String metricsPath,
    Optional<InetSocketAddress> jolokia,
    Supplier<WebConfig> jolokiaConfig,
    Access access,
    Audit audit) {}
