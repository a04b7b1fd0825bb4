package io.daxkmem.exporter.web.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a web configuration file says.
 *
 * @param basicAuthUsers the bcrypt hash of each user's password
 */
record WebConfigContent(
    @Nullable TlsServerConfig tlsServerConfig,
    @Nullable HttpServerConfig httpServerConfig,
    Map<String, String> basicAuthUsers,
    @Nullable RateLimitConfig rateLimit) {}
