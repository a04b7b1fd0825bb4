package io.daxkmem.exporter.web.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a web configuration file.
 *
 * @param basicAuthUsers a bcrypt hash for each user
 */
record WebConfigContent(
    @Nullable TlsServerConfig tlsServerConfig,
    @Nullable HttpServerConfig httpServerConfig,
    Map<String, String> basicAuthUsers,
    @Nullable RateLimitConfig rateLimit,
    @Nullable RolesConfig roles) {}
