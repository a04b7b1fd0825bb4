package io.daxkmem.exporter;

import io.daxkmem.exporter.access.Access;
import io.daxkmem.exporter.reload.ConfigFiles;
import io.daxkmem.exporter.web.config.WebConfig;
import io.daxkmem.mbeans.operation.Audit;
import io.daxkmem.mbeans.operation.SettledRegions;
import io.daxkmem.region.wanted.WantedStates;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The exporter's configuration.
 *
 * @param web address of the metrics
 * @param webConfig TLS, users and headers of the metrics, as they are now
 * @param metricsPath path of the metrics
 * @param wanted the states that regions should have, as they are now
 * @param jolokia address of Jolokia; empty if it is off
 * @param jolokiaConfig TLS, users, roles and headers of Jolokia, as they are now
 * @param access users of Jolokia that have a password file
 * @param audit records each operation
 * @param settled regions that are not brought to their wanted state again; empty if none is
 * @param files that all this was read from
 */
record Settings(
    InetSocketAddress web,
    Supplier<WebConfig> webConfig,
    String metricsPath,
    Supplier<WantedStates> wanted,
    Optional<InetSocketAddress> jolokia,
    Supplier<WebConfig> jolokiaConfig,
    Access access,
    Audit audit,
    Optional<SettledRegions> settled,
    ConfigFiles files) {}
